using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments.TestProcessor;

/// <summary>Where the test processor finds its merchant: the configured address, else the one on which this process listens.</summary>
internal sealed class TestWebhookAddress(IServer server, IOptions<PaymentsOptions> options)
{
    /// <summary><c>null</c> until the server listens.</summary>
    public Uri? Find()
    {
        if (options.Value.TestProcessorTarget is { Length: > 0 } configured)
            return new Uri(new Uri(configured), "/webhooks/test");
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        // Plain http first: a certificate for the outside name does not fit "localhost".
        // At the processor's own origin the site does not listen.
        return listening.OrderByDescending(a => a.StartsWith("http://", StringComparison.Ordinal)).Select(Target)
            .FirstOrDefault(u => u is not null && u.GetLeftPart(UriPartial.Authority) != TestProcessorSite.OriginOf(options.Value));
    }

    private static Uri? Target(string address)
    {
        // "Any address" is a place to listen, not one to call.
        var callable = address.Replace("://[::]", "://localhost", StringComparison.Ordinal)
            .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
            .Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal);
        return Uri.TryCreate(callable, UriKind.Absolute, out var uri) ? new Uri(uri, "/webhooks/test") : null;
    }
}
