using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Guildhall.Payments;

/// <summary>Says which key is wrong and what to write; an operator reads it where the program did not start.</summary>
internal sealed class PaymentsRules(SiteAddress site, IConfiguration configuration) : IValidateOptions<PaymentsOptions>
{
    public ValidateOptionsResult Validate(string? name, PaymentsOptions options)
    {
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(PaymentsOptions options)
    {
        if (options.TestProcessorTarget.Length > 0 && !IsHttp(options.TestProcessorTarget))
            yield return "Guildhall:Payments:TestProcessorTarget is no http address.";
        if (options.TestProcessorOrigin.Length > 0 && FaultOf(options.TestProcessorOrigin) is { } fault)
            yield return $"Guildhall:Payments:TestProcessorOrigin is \"{options.TestProcessorOrigin}\"{fault}";
    }

    private static bool IsHttp(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private string? FaultOf(string wanted)
    {
        const string Example = "http://127.0.0.1:5099";
        if (!Uri.TryCreate(wanted, UriKind.Absolute, out var origin) || !IsOrigin(origin))
            return $". Write scheme and host without a path, e.g. {Example} or https://pay.example.org (http for this machine only), or leave it empty.";
        if (IsSite(origin))
            return $", the address of the site itself. Write another host or port, e.g. {Example}, or leave it empty.";
        return IsAllowed(origin.IdnHost)
            ? null
            : $", but AllowedHosts does not name {origin.IdnHost}: its pages would be refused. Add it, e.g. AllowedHosts=guild.example.org;{origin.IdnHost}.";
    }

    private static bool IsOrigin(Uri uri) =>
        uri is { PathAndQuery: "/", Fragment: "", UserInfo: "", Port: > 0 }
        && (uri.Scheme == "https" || uri is { Scheme: "http", IsLoopback: true });

    /// <summary>Of the addresses on which the program listens the first is the site's; further ones may be there for this origin.</summary>
    private bool IsSite(Uri origin) => new[] { site.PublicUrl, (configuration["urls"] ?? site.ListenUrl).Split(';')[0].Trim() }
        .Any(a => Uri.TryCreate(a, UriKind.Absolute, out var own) && Of(own) == Of(origin));

    private static string Of(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    /// <summary>As host filtering reads its list: names, <c>*</c>, and <c>*.example.org</c> for what ends so.</summary>
    private bool IsAllowed(string host)
    {
        var allowed = (configuration["AllowedHosts"] ?? "*").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return allowed.Length == 0 || allowed.Any(a => a is "*" || a.Trim('[', ']').Equals(host, StringComparison.OrdinalIgnoreCase)
            || (a.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(a[1..], StringComparison.OrdinalIgnoreCase)));
    }
}
