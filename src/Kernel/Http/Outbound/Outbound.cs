using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Security.AntiSSRF;

namespace Guildhall.Kernel.Http.Outbound;

/// <summary>
/// The two ways out. Addresses that a person typed go through the guard: it resolves the name, refuses private, link-local and
/// metadata addresses, and connects to the address that it has checked, on every hop. Addresses that the operator of the
/// installation configures are trusted.
/// </summary>
public static class Outbound
{
    /// <summary>
    /// Name of the <see cref="HttpClient"/> for addresses that a person typed. It follows no redirects and keeps no cookies.
    /// </summary>
    public const string Guarded = "guarded";

    /// <summary>Name of the <see cref="HttpClient"/> for addresses from the installation's own settings.</summary>
    public const string Trusted = "trusted";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddOptions<OutboundOptions>().BindConfiguration("Guildhall:Outbound")
            .Validate(o => o.Networks() is not null, "Guildhall:Outbound:Allow is a list of addresses or networks, such as 10.1.2.0/24, separated by ','.")
            .ValidateOnStart();
        services.AddHttpClient(Guarded, client => client.Timeout = Patience)
            .ConfigurePrimaryHttpMessageHandler(s => Guard(s.GetRequiredService<IOptions<OutboundOptions>>().Value));
        services.AddHttpClient(Trusted, client => client.Timeout = Patience)
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience });
        return services;
    }

    private static AntiSSRFHandler Guard(OutboundOptions options)
    {
        // The forwarded-for header that the library would add tells strangers about our visitors.
        var policy = new AntiSSRFPolicy(PolicyConfigOptions.ExternalOnlyLatest) { AllowPlainTextHttp = true, AddXFFHeader = false };
        if (options.Networks() is { Length: > 0 } allowed)
            policy.AddAllowedAddresses(allowed);
        var handler = policy.GetHandler();
        (handler.AllowAutoRedirect, handler.UseCookies, handler.ConnectTimeout) = (false, false, Patience);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        // What we do not want to read is not read to its end either: the connection goes.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
        return handler;
    }
}
