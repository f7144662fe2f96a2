using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Values;
using Guildhall.Screening.Rules;

namespace Guildhall.Screening.Deciding;

/// <summary>Says what was found: to moderators in the community's language, to the author in their own.</summary>
internal sealed class FindingText(TextCatalogue catalogue, Texts reader, CommunityScope scope, ICommunities communities)
{
    private const int MaxReason = 1000;

    public static string Of(Finding finding, Texts texts) => texts[finding.Text, finding.Args];

    public string ForAuthor(Finding finding) => Of(finding, reader);

    public async Task<string> ForModeratorsAsync(IEnumerable<Finding> findings, CancellationToken cancel)
    {
        var community = scope.Current ?? await communities.FindAsync(scope.Id, cancel);
        var texts = catalogue.In(community?.Language ?? "en");
        var reason = string.Join("; ", findings.Select(f => Of(f, texts)));
        return reason.CutTo(MaxReason);
    }

    /// <summary>The same with when it may be tried again.</summary>
    public string Again(string reason, TimeSpan wait) => reader["{0}. Try again in {1}.", reason, In(wait)];

    /// <returns>"3 hours", "20 minutes": rounded up, so that whoever comes back then is not too early.</returns>
    public string In(TimeSpan wait) => wait.TotalMinutes <= 90
        ? reader["{0} {0:minute|minutes}", Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes))]
        : reader["{0} {0:hour|hours}", (int)Math.Ceiling(wait.TotalHours)];
}
