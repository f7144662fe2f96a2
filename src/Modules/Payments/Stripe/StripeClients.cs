using System.Net;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;
using Stripe;

namespace Guildhall.Payments.Stripe;

/// <summary>Opens Stripe.net on our own connections, and turns what goes wrong into <see cref="ProcessorFailure"/>.</summary>
internal sealed class StripeClients(IHttpClientFactory http, ProcessorSettings settings)
{
    /// <summary>Shorter than a worker's lease, whatever the number of calls.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <exception cref="ProcessorFailure" />
    public async Task<T> RunAsync<T>(Func<StripeClient, CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        var values = await settings.GetAsync(cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stop.CancelAfter(Patience);
        try
        {
            return await call(Open(values), stop.Token);
        }
        catch (StripeException refused)
        {
            throw FailureOf(refused);
        }
        catch (Exception error) when (OutboundFailure.Of(error, cancel) is { } code)
        {
            throw new ProcessorFailure(code);
        }
    }

    private StripeClient Open(ProcessorValues values)
    {
        var key = values[StripeProcessor.SecretKey];
        if (key.Length == 0)
            throw new ProcessorFailure(ProcessorFailure.NotConfigured);
        if (key.Any(c => c is <= ' ' or > '~'))
            throw new ProcessorFailure("secret_key_malformed");
        // One try more: a buyer is waiting. What still fails is repeated by whoever stored the request id.
        var wire = http.CreateClient(Outbound.Trusted);
        var client = new SystemNetHttpClient(wire, maxNetworkRetries: 1, appInfo: null, enableTelemetry: false);
        return new StripeClient(
            key, httpClient: client, apiBase: values[StripeProcessor.ApiBase] is { Length: > 0 } other ? other.TrimEnd('/') : null);
    }

    /// <summary>What they refuse for good is final; a bad key is not, since it can be replaced.</summary>
    private static ProcessorFailure FailureOf(StripeException refused)
    {
        var said = refused.StripeError?.Code ?? refused.StripeError?.Type;
        return (int)refused.HttpStatusCode switch
        {
            401 or 403 => new ProcessorFailure(Cut($"{said ?? "unauthorized"}: {refused.StripeError?.Message}")),
            409 => new ProcessorFailure(said ?? "busy"),
            429 => new ProcessorFailure("rate_limited"),
            >= 500 => new ProcessorFailure("unavailable"),
            >= 400 => new ProcessorFailure(Cut(said ?? $"http_{(int)refused.HttpStatusCode}"), final: true),
            // Their answer was no answer: cut off, or not theirs.
            _ => new ProcessorFailure(OutboundFailure.Broken),
        };
    }

    private static string Cut(string text) => text.CutTo(100);
}
