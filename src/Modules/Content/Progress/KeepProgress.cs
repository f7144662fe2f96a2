using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Progress;

/// <summary>
/// Remembers how far the member has come in an article that is open to them. Of the free part nothing is kept: it says little about how
/// much of the article was read.
/// </summary>
internal sealed class KeepProgress(AppDb db, IAccess access, CommunityScope scope, CurrentMember member, TimeProvider time)
{
    /// <param name="fraction">0 to 1. The furthest counts; 1 marks it as read, and so it stays until <see cref="ReopenAsync"/>.</param>
    /// <exception cref="Refused">404 for what the member may not know of; 403 where they may not read all of it; 422.</exception>
    public Task RunAsync(long articleId, double fraction, CancellationToken cancel = default) =>
        double.IsFinite(fraction) && fraction is >= 0 and <= 1
            ? KeepAsync(member.RequireId(), articleId, (progress, now) => progress.Reach(fraction, now), cancel)
            : throw Refused.AtField("fraction", "fraction_bad", "How far someone has come is a number from 0 to 1.");

    /// <summary>Not read any more.</summary>
    public Task ReopenAsync(long articleId, CancellationToken cancel = default) =>
        KeepAsync(member.RequireId(), articleId, (progress, now) => progress.Reopen(now), cancel);

    private async Task KeepAsync(long me, long articleId, Action<ReadingProgress, DateTime> change, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var terms = await db.Set<Article>().AsNoTracking().Where(a => a.Id == articleId).Where(Publication.IsPublic)
            .Select(a => new { Terms = new ArticleTerms(a.Id, a.SpaceId, a.Access, a.TierId, a.OfferId) }).SingleOrDefaultAsync(cancel)
            ?? throw Refused.NotFound();
        if (!(await access.DecideAsync(member.Viewer, ArticleGate.ToRead(scope.Required, terms.Terms), now, cancel)).Allowed)
            throw new Refused("article_closed", 403, "Only who may read all of an article has a place in it.");
        await WriteAsync(me, articleId, progress => change(progress, now), cancel);
    }

    private async Task WriteAsync(long memberId, long articleId, Action<ReadingProgress> change, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        // One report after the other, so that each finds the row that the one before has made.
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var progress = await db.Set<ReadingProgress>()
            .SingleOrDefaultAsync(p => p.MemberId == memberId && p.ArticleId == articleId, cancel);
        if (progress is null)
            db.Add(progress = ReadingProgress.Of(scope.Id, memberId, articleId));
        change(progress);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
