using System.Security.Cryptography;
using System.Text;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Contracts.Polls;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Polls.Opening;

/// <summary>Makes a poll, which then waits for a text to be put into.</summary>
internal sealed class OpenPoll(AppDb db, PollGate gate, ITiers tiers, IScreening screening, ISanctions sanctions, CommunityScope scope)
{
    internal const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <param name="key">The same key again gives the same poll; <c>null</c> for none.</param>
    /// <returns>The poll, and whether it is new.</returns>
    public async Task<(Poll Poll, bool IsNew)> RunAsync(PollDraft draft, string? key, CancellationToken cancel)
    {
        key = string.IsNullOrEmpty(key) ? null : key;
        var space = SpaceOf(draft.Space);
        var by = await gate.RequireOpenAsync(space, cancel);
        if (key is not null && (key.Length > Poll.MaxKey || key.Any(char.IsControl)))
            throw new Refused("idempotency_key_malformed", 400, "An Idempotency-Key has at most {0} characters.", Poll.MaxKey);
        var asked = draft.Check(space?.Id, (await TierOfAsync(draft.Tier, cancel))?.TierId, scope.Required.TimeZone, gate.Now);
        var hash = Hash(asked);
        if (key is not null && await MadeAsync(by, key, hash, cancel) is { } made)
            return (made, false);
        var (isHeld, reason) = await ScreenAsync(by, asked, cancel);
        try
        {
            return (await SaveAsync(by, asked, (isHeld, reason), key, hash, cancel), true);
        }
        catch (DbUpdateException failed) when (key is not null && failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            if (await MadeAsync(by, key, hash, cancel) is not { } meanwhile)
                throw;
            return (meanwhile, false);
        }
    }

    private async Task<Poll> SaveAsync(
        long by, CheckedPoll asked, (bool IsHeld, string Reason) screened, string? key, string hash, CancellationToken cancel)
    {
        await using var transaction = await db.BeginWriteAsync(cancel);
        await sanctions.TakeTurnAsync(scope.Id, by, cancel);
        var poll = Poll.Of(scope.Id, by, RandomNumberGenerator.GetString(Letters, Poll.CodeLength), asked, gate.Now);
        poll.MadeWith(key, hash);
        if (screened.IsHeld)
            poll.Hold();
        db.Add(poll);
        // The first save gives the id that the options hang on.
        await db.SaveChangesAsync(cancel);
        db.AddRange(asked.Options.Select((text, n) => PollOption.Of(poll, n + 1, text)));
        if (poll.EndsAt is { } end)
            db.Enqueue(() => new WorkOrder($"{poll.Id}", new EndPoll(poll.Id), end));
        if (screened.IsHeld)
            db.Publish(() => new PostHeld(scope.Id, by, poll.Thing, screened.Reason));
        else
            db.Publish(() => new PollOpened(scope.Id, by, poll.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return poll;
    }

    private SpaceInfo? SpaceOf(string? slug) => string.IsNullOrWhiteSpace(slug) ? null
        : scope.Required.Spaces.FirstOrDefault(s => s.Slug == slug) ?? throw Refused.NotFound();

    private async Task<TierOffer?> TierOfAsync(string? slug, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(slug))
            return null;
        return (await tiers.ListAsync(scope.Id, cancel)).FirstOrDefault(t => t.Slug == slug)
            ?? throw Refused.AtField("tier", "tier_unknown", "This community has no such tier.");
    }

    private async Task<(bool IsHeld, string Reason)> ScreenAsync(long by, CheckedPoll asked, CancellationToken cancel)
    {
        var words = string.Join('\n', asked.Options.Prepend(asked.Question));
        var answer = await screening.ScreenAsync(
            new PostToScreen(scope.Id, Poll.OwnKind, null, by, asked.Question, words, words, []), cancel);
        return answer.OrRefused("question");
    }

    private async Task<Poll?> MadeAsync(long by, string key, string hash, CancellationToken cancel)
    {
        // A key is the member's own, whatever community it was used in.
        var made = await db.Set<Poll>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(p => p.AuthorId == by && p.Key == key, cancel);
        return made is null || (made.CommunityId == scope.Id && made.Asked == hash) ? made
            : throw new Refused("idempotency_mismatch", 422, "This Idempotency-Key was used for something else. Use a new one.");
    }

    private static string Hash(CheckedPoll asked) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0',
        [asked.ToString(), .. asked.Options]))));
}
