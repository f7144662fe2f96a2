using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments.TestProcessor;

/// <summary>Where the test processor's pages stand: on the site, or like a real processor's at an origin of their own.</summary>
internal static class TestProcessorSite
{
    public const string Key = "test-processor";

    public static SeparateOrigin Of(IServiceProvider services)
    {
        var origin = OriginOf(services.GetRequiredService<IOptions<PaymentsOptions>>().Value);
        return new SeparateOrigin(Key, "Test processor", origin is null ? null : new Uri(origin));
    }

    /// <returns>Scheme, host and port without a slash at their end; <c>null</c> where its pages stand on the site.</returns>
    public static string? OriginOf(PaymentsOptions options) =>
        options.TestProcessorOrigin.Length > 0 ? new Uri(options.TestProcessorOrigin).GetLeftPart(UriPartial.Authority) : null;
}
