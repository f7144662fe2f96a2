using System.Text.Json;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;

namespace Guildhall.Screening.Rules;

/// <summary>What a rule says; each kind reads its own part.</summary>
/// <param name="UpTo">Members up to this level are judged by it.</param>
/// <param name="Verdict">Hold; of rate and repeats also refuse.</param>
public sealed record RuleTerms(TrustLevel UpTo = TrustLevel.New, ScreeningVerdict Verdict = ScreeningVerdict.Hold)
{
    /// <summary>Of links: as many as a post may have, 0 to 100.</summary>
    public int Links { get; init; } = 2;

    /// <summary>Hosts that do not count, with those below them; separated by blanks or lines.</summary>
    public string AllowedHosts { get; init; } = "";

    /// <summary>Hosts to which nobody links without a moderator, whatever their level.</summary>
    public string BlockedHosts { get; init; } = "";

    /// <summary>Of rate: posts within a minute.</summary>
    public int PerMinute { get; init; } = 5;

    /// <summary>Of rate: posts within an hour.</summary>
    public int PerHour { get; init; } = 60;

    /// <summary>Of repeats: as often as the same text may be posted, 1 to 20.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Of repeats: within so many hours, 1 to 168.</summary>
    public int Hours { get; init; } = 24;

    /// <summary>Of first posts: so many, 1 to 20.</summary>
    public int Posts { get; init; } = 1;

    /// <summary>Of spam: from this score on, 50 to 99.</summary>
    public int Percent { get; init; } = 90;

    private const int MaxHosts = 10_000;

    private static readonly char[] Blanks = [' ', '\n', '\r', '\t', ',', ';'];

    /// <summary>How a rule of this kind begins.</summary>
    public static RuleTerms Default(RuleKind kind) => kind switch
    {
        RuleKind.Rate => new(TrustLevel.Regular, ScreeningVerdict.Refuse),
        RuleKind.Repeats => new(TrustLevel.Regular),
        RuleKind.Spam => new(TrustLevel.Basic),
        RuleKind.Words => new(TrustLevel.Trusted),
        _ => new(TrustLevel.New),
    };

    /// <returns>The same, with hosts written one way.</returns>
    /// <exception cref="Refused">422 at a field.</exception>
    public RuleTerms Check(RuleKind kind)
    {
        if (Verdict == ScreeningVerdict.Publish || (Verdict == ScreeningVerdict.Refuse && kind is not (RuleKind.Rate or RuleKind.Repeats)))
            throw Refused.AtField("verdict", "verdict_bad", "This rule can only hold posts for a moderator.");
        foreach (var (of, field, value, least, most) in Numbers())
            if (of == kind && (value < least || value > most))
                throw Refused.AtField(field, "number_bad", "Enter a number from {0} to {1}.", least, most);
        if (kind == RuleKind.Rate && PerHour < PerMinute)
            throw Refused.AtField("perHour", "rate_bad", "An hour must allow at least as many posts as a minute.");
        return this with { AllowedHosts = Hosts("allowedHosts", AllowedHosts), BlockedHosts = Hosts("blockedHosts", BlockedHosts) };
    }

    public static RuleTerms Read(string json) => JsonSerializer.Deserialize<RuleTerms>(json) ?? new RuleTerms();

    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>Whether a host is one of these or below one.</summary>
    public static bool Names(string hosts, string host) => hosts.Length > 0
        && hosts.Split(' ').Any(h => host == h || (host.Length > h.Length && host[^(h.Length + 1)] == '.'
            && host.EndsWith(h, StringComparison.Ordinal)));

    private IEnumerable<(RuleKind Of, string Field, int Value, int Least, int Most)> Numbers() =>
    [
        (RuleKind.Links, "links", Links, 0, 100),
        (RuleKind.Rate, "perMinute", PerMinute, 1, 600), (RuleKind.Rate, "perHour", PerHour, 1, 3600),
        (RuleKind.Repeats, "times", Times, 1, 20), (RuleKind.Repeats, "hours", Hours, 1, 168),
        (RuleKind.FirstPosts, "posts", Posts, 1, 20),
        (RuleKind.Spam, "percent", Percent, 50, 99),
    ];

    private static string Hosts(string field, string typed)
    {
        var hosts = new List<string>();
        foreach (var part in typed.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
        {
            var host = part.Contains("//", StringComparison.Ordinal) ? part : "https://" + part.TrimStart('*').TrimStart('.');
            hosts.Add(Uri.TryCreate(host, UriKind.Absolute, out var address) && address.IdnHost.Contains('.', StringComparison.Ordinal)
                ? address.IdnHost.ToLowerInvariant()
                : throw Refused.AtField(field, "host_bad", "“{0}” is not the name of a site.", part));
        }
        var text = string.Join(' ', hosts.Distinct());
        return text.Length <= MaxHosts ? text : throw Refused.AtField(field, "hosts_too_long", "These are too many sites: {0} characters fit.", MaxHosts);
    }
}
