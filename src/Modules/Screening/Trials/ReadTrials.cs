using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Screening.Rules;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Screening.Trials;

/// <param name="Rule">Its slug; "words" for a list.</param>
/// <param name="List">Of words: the list.</param>
/// <param name="Looked">Posts looked at.</param>
/// <param name="Caught">Posts that the rule would have held or refused.</param>
/// <param name="OfTrusted">Of these by members whom the community trusts.</param>
/// <param name="OfRefused">Of these moderators refused or removed anyway.</param>
public sealed record TrialRow(
    long Id, string Rule, long? List, TrialState State, int Looked, int Caught, int OfTrusted, int OfRefused, DateTime StartedAt,
    DateTime? FinishedAt, RuleTerms Terms);

/// <param name="Title">Null for a post that the viewer may not know.</param>
/// <param name="Trusted">By a member whom the community trusts.</param>
public sealed record CaughtPost(
    string Kind, long Id, string? Title, string? Path, string Excerpt, string? Author, bool Trusted, DateTime At, string? Reason);

/// <summary>Trials, for the operators of the community at hand. Posts are shown to them as far as they may know them.</summary>
internal sealed class ReadTrials(AppDb db, IThings things, CurrentMember member, CommunityScope scope)
{
    public async Task<TrialRow> OneAsync(long id, CancellationToken cancel) =>
        Of(await db.Set<Trial>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancel) ?? throw Refused.NotFound());

    /// <summary>The newest of a rule, or of a list; <c>null</c> where it was never tried.</summary>
    public async Task<TrialRow?> NewestAsync(RuleKind kind, long? listId, CancellationToken cancel) =>
        await db.Set<Trial>().AsNoTracking().Where(t => t.Kind == kind && t.ListId == listId).OrderByDescending(t => t.Id)
            .FirstOrDefaultAsync(cancel) is { } trial ? Of(trial) : null;

    /// <summary>Those that it would have caught, newest first.</summary>
    public async Task<Page<CaughtPost, int>> CaughtAsync(long trialId, int? after, int limit, CancellationToken cancel)
    {
        var rows = db.Set<TrialCatch>().AsNoTracking().Where(c => c.TrialId == trialId && c.Number > (after ?? 0)).OrderBy(c => c.Number);
        var page = await rows.PageAsync(limit, c => c.Number, cancel);
        var known = await things.FindAsync(scope.Id, [.. page.Items.Select(c => new Thing(c.PostKind, c.PostId))], member.Viewer, cancel);
        return page.Select(c => known.TryGetValue(new Thing(c.PostKind, c.PostId), out var post)
            ? new CaughtPost(c.PostKind, c.PostId, post.Title, post.Path, post.Excerpt, post.Author, c.IsTrusted, c.At, c.Reason)
            : new CaughtPost(c.PostKind, c.PostId, null, null, "", null, c.IsTrusted, c.At, null));
    }

    private static TrialRow Of(Trial t) => new(
        t.Id, RuleKinds.Slug(t.Kind), t.ListId, t.State, t.Looked, t.Caught, t.OfTrusted, t.OfRefused, t.StartedAt, t.FinishedAt,
        RuleTerms.Read(t.Terms));
}
