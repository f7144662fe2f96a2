using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;

namespace Guildhall.Moderation.Reports;

/// <summary>Something that may be reported by whoever asks.</summary>
/// <param name="AuthorId">Whose it is; of a member, they themselves.</param>
internal sealed record ReportableThing(Thing Thing, KnownThing Known, long AuthorId);

/// <summary>What members report is what the gate lets them know of: a report says nothing about what they cannot see.</summary>
internal sealed class ReportGate(
    IThings things, IEnumerable<IReportable> removable, CurrentHoldings held, CurrentMember member, CommunityScope scope)
{
    /// <summary>Kinds that are reported though they are not removed from the queue: their owners act on their own pages.</summary>
    private static readonly IReadOnlyList<string> Others = ["article", "resource", "course", "lesson", "session", "member"];

    /// <exception cref="Refused">401 for a visitor; 404: missing, hidden and not reportable look alike; 409 for one's own.</exception>
    public async Task<ReportableThing> RequireAsync(Thing thing, CancellationToken cancel)
    {
        var by = member.RequireId();
        if (!Others.Contains(thing.Kind) && !removable.Any(r => r.Kinds.Contains(thing.Kind)))
            throw Refused.NotFound();
        if ((await held.GetAsync(cancel)).Restriction is { ClosesReading: true })
            throw Refused.NotFound();
        var known = (await things.FindAsync(scope.Id, [thing], member.Viewer, cancel)).GetValueOrDefault(thing);
        if (known is null || (thing.Kind == "member" ? thing.Id : known.AuthorId) is not { } author)
            throw Refused.NotFound();
        return author != by ? new ReportableThing(thing, known, author)
            : throw new Refused("own_report", 409, "This is your own, so there is nothing to report.");
    }

    /// <summary>Reads "reply:12".</summary>
    /// <exception cref="Refused">404, as for what is not there.</exception>
    public static Thing Read(string? text) =>
        Thing.Parse(text) is { Kind.Length: <= Cases.Case.KindLength } thing ? thing : throw Refused.NotFound();
}
