using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Moderation.Cases;
using Guildhall.Moderation.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Moderation.Appeals;

/// <summary>The author asks for another look at a verdict about their own, once.</summary>
internal sealed class AppealVerdict(AppDb db, CommunityScope scope, CurrentMember current, TimeProvider time)
{
    /// <exception cref="Refused">404: there is none, or it is about somebody else; 409: appealed or taken back already; 422.</exception>
    public async Task RunAsync(long verdictId, string? text, CancellationToken cancel)
    {
        var member = current.RequireId();
        var words = text?.Trim() ?? "";
        var found = await FindAsync(verdictId, member, cancel);
        // An address of another community has no such verdict.
        if (scope.Id != 0 && scope.Id != found.CommunityId)
            throw Refused.NotFound();
        if (words.Length == 0)
            throw Refused.AtField("text", "text_missing", "Enter your message.");
        if (words.Length > Appeal.TextLength)
            throw Refused.AtField("text", "text_too_long", "Your message can have at most {0} characters.", Appeal.TextLength);

        if (scope.Id != found.CommunityId)
            scope.Enter(found.CommunityId);
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Case, found.ThingId, cancel);
        var verdict = await db.Set<Verdict>().AsNoTracking().SingleAsync(v => v.Id == verdictId, cancel);
        var one = await db.Set<Case>().SingleAsync(c => c.Id == verdict.CaseId, cancel);
        if (await db.Set<Appeal>().AnyAsync(a => a.VerdictId == verdictId, cancel))
            throw new Refused("appealed_already", 409, "You have already appealed this decision.");
        if (!verdict.IsAgainstAuthor || one.State != CaseState.Closed || verdict.Turn != one.Turn)
            throw new Refused("verdict_over", 409, "This decision no longer stands, so there is nothing to appeal.");
        one.Appeal(time.GetUtcNow().UtcDateTime);
        db.Add(Appeal.Against(verdict, words, time.GetUtcNow().UtcDateTime));
        db.Publish(() => new VerdictAppealed(verdict.CommunityId, member, one.Id, verdictId));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    // The member's account is no page of a community: the id of a verdict is unique in the whole installation.
    private async Task<Case> FindAsync(long verdictId, long member, CancellationToken cancel) =>
        await db.Set<Verdict>().IgnoreQueryFilters().AsNoTracking().Where(v => v.Id == verdictId)
            .Join(db.Set<Case>().IgnoreQueryFilters().Where(c => c.AuthorId == member), v => v.CaseId, c => c.Id, (v, c) => c)
            .SingleOrDefaultAsync(cancel) ?? throw Refused.NotFound();
}
