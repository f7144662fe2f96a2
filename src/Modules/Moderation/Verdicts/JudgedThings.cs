using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Moderation.Cases;

namespace Guildhall.Moderation.Verdicts;

/// <summary>What a case is about, word for word.</summary>
/// <param name="Html">Sanitised by its owner.</param>
internal sealed record JudgedWords(string Title, string Html, string Path, DateTime At, bool IsRemoved);

/// <summary>The things of other modules, on which verdicts are carried out.</summary>
internal sealed class JudgedThings(IEnumerable<IHeldPosts> held, IEnumerable<IReportable> reportables)
{
    private readonly List<IHeldPosts> _held = [.. held];
    private readonly List<IReportable> _reportables = [.. reportables];

    /// <summary>Kinds that are taken out of sight from the queue.</summary>
    public IReadOnlySet<string> Removable { get; } = reportables.SelectMany(r => r.Kinds).ToHashSet();

    /// <returns><c>null</c> where its owner shows it on its own page only, or it is gone.</returns>
    public async Task<JudgedWords?> WordsAsync(Case one, CancellationToken cancel)
    {
        if (Held(one) is { } posts && await posts.FindAsync(one.CommunityId, one.Thing, cancel) is { } waiting)
            return new JudgedWords(waiting.Title, waiting.Html, waiting.Path, waiting.At, false);
        return Reportable(one) is { } things && await things.FindAsync(one.CommunityId, one.Thing, cancel) is { } found
            ? new JudgedWords(found.Title, found.Html, found.Path, found.At, found.IsRemoved) : null;
    }

    /// <summary>What of it can be taken down by itself; empty for a thing that goes as a whole.</summary>
    public async Task<IReadOnlyList<ProfilePart>> PartsAsync(Case one, CancellationToken cancel) =>
        Parted(one) is { } things ? await things.PartsAsync(one.Thing, cancel) : [];

    /// <returns>What was taken down; <c>null</c> for a thing that goes as a whole.</returns>
    public async Task<IReadOnlyList<ProfilePart>?> TakeDownAsync(
        Case one, WantedVerdict wanted, long by, DateTime now, CancellationToken cancel)
    {
        var order = new PartsToTakeDown(one.CommunityId, one.Id, wanted.Parts, wanted.ClosedUntil(now), by);
        return Parted(one) is { } things ? await things.TakeDownAsync(one.Thing, order, cancel) : null;
    }

    /// <returns>Whether it changed the thing.</returns>
    public Task<bool> DoAsync(Case one, VerdictKind kind, long by, CancellationToken cancel) => kind switch
    {
        VerdictKind.Publish => Held(one)?.ReleaseHeldAsync(one.CommunityId, one.Thing, by, cancel) ?? Nothing,
        VerdictKind.Refuse => Held(one)?.RefuseHeldAsync(one.CommunityId, one.Thing, by, cancel) ?? Nothing,
        VerdictKind.Remove => Reportable(one)?.RemoveAsync(one.CommunityId, one.Thing, by, cancel) ?? Nothing,
        _ => Nothing,
    };

    /// <summary>Puts it back to where it was before the verdict.</summary>
    public Task<bool> TakeBackAsync(Case one, VerdictKind kind, long by, CancellationToken cancel) => kind switch
    {
        VerdictKind.Publish or VerdictKind.Refuse => Held(one)?.HoldAgainAsync(one.CommunityId, one.Thing, by, cancel) ?? Nothing,
        VerdictKind.Remove when Parted(one) is { } things => things.PutBackAsync(one.Thing, one.Id, by, cancel),
        VerdictKind.Remove => Reportable(one)?.RestoreAsync(one.CommunityId, one.Thing, by, cancel) ?? Nothing,
        _ => Nothing,
    };

    private IHeldPosts? Held(Case one) => _held.FirstOrDefault(h => h.Kinds.Contains(one.ThingKind));

    private IReportable? Reportable(Case one) => _reportables.FirstOrDefault(r => r.Kinds.Contains(one.ThingKind));

    private IReportedParts? Parted(Case one) => Reportable(one) as IReportedParts;

    private static Task<bool> Nothing => Task.FromResult(false);
}
