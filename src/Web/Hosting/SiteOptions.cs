using System.Net;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.Extensions.Options;

namespace Guildhall.Web.Hosting;

/// <summary>The keys of section <c>Guildhall</c> that say how the site is reached.</summary>
internal sealed class SiteOptions
{
    public const string DefaultUrls = "http://localhost:5080";

    /// <summary>Addresses to listen on, separated by ';'.</summary>
    public string Urls { get; set; } = DefaultUrls;

    /// <summary>How people reach the site; empty: by the host that they ask for.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>IP addresses of reverse proxies that are believed, separated by ',' or spaces; empty: none.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>IANA name of the zone in which nightly work begins at night; empty: the machine's.</summary>
    public string TimeZone { get; set; } = "";

    /// <param name="listening">Where it listens in truth; <c>null</c> or empty: as <see cref="Urls"/> says.</param>
    public SiteAddress AddressAt(string? listening) => new(
        PublicUrl.Length > 0 ? PublicUrl.Trim().TrimEnd('/') : null,
        RunningAddress.ForPeople((string.IsNullOrWhiteSpace(listening) ? Urls : listening).Split(';')[0].Trim()));

    public IEnumerable<IPAddress> Proxies => TypedProxies.Select(IPAddress.Parse);

    private string[] TypedProxies => TrustedProxies.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    public static void Add(IServiceCollection services)
    {
        services.AddOptions<SiteOptions>().BindConfiguration("Guildhall").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SiteOptions>, Rules>();
        // The command line's --urls is a setting of the host and not of ours.
        services.AddSingleton(s => s.GetRequiredService<IOptions<SiteOptions>>().Value.AddressAt(s.GetRequiredService<IConfiguration>()["urls"]));
        services.AddSingleton(s => s.GetRequiredService<IOptions<SiteOptions>>().Value is { TimeZone.Length: > 0 } site
            ? new SiteZone(TimeZones.Find(site.TimeZone)) : new SiteZone(s.GetRequiredService<TimeProvider>().LocalTimeZone));
    }

    /// <summary>Says which key is wrong and what to write; an operator reads it where the program did not start.</summary>
    private sealed class Rules : IValidateOptions<SiteOptions>
    {
        public ValidateOptionsResult Validate(string? name, SiteOptions options)
        {
            var faults = Faults(options).ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }

        private static IEnumerable<string> Faults(SiteOptions options)
        {
            // Links of pages begin at the root of the host, so a path in front of them would be lost.
            if (options.PublicUrl.Length > 0
                && !(Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var site)
                    && site is { Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "" }))
                yield return $"Guildhall:PublicUrl is \"{options.PublicUrl}\". Write scheme and host without a path, e.g. https://guild.example.org, or leave it empty.";
            if (options.TimeZone.Length > 0 && !TimeZones.IsKnown(options.TimeZone))
                yield return $"Guildhall:TimeZone is \"{options.TimeZone}\", which is no time zone. Write its IANA name, e.g. Asia/Shanghai, or leave it empty for the machine's.";
            foreach (var proxy in options.TypedProxies.Where(p => !IPAddress.TryParse(p, out _)))
                yield return $"Guildhall:TrustedProxies names \"{proxy}\", which is no IP address. Write the addresses of your proxies, separated by commas, e.g. 127.0.0.1,::1, or leave it empty.";
        }
    }
}
