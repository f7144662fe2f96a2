using System.ComponentModel;
using Guildhall.Growth.Books;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Rewards;

/// <summary>An operator has handed a reward over, or refuses it and gives the points back with what they bought taken away.</summary>
internal sealed class DecideRedemption(AppDb db, Guard guard, ReturnPoints giveBack, TimeProvider time)
{
    /// <param name="note">For the member; may be empty.</param>
    /// <returns>Whether it waited until now.</returns>
    public async Task<bool> FulfilAsync(long id, string? note, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var words = Checked(note);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var redemption = await LockedAsync(id, cancel);
        if (redemption.State != RedemptionState.Open || redemption.Kind != RewardKind.ByHand)
            return false;
        redemption.Fulfil(null, by, words, time.GetUtcNow().UtcDateTime);
        db.Publish(() => new RedemptionDecided(
            redemption.CommunityId, by, redemption.MemberId, redemption.Id, redemption.Title, IsFulfilled: true, words));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <param name="note">Why, for the member.</param>
    /// <returns>Whether the points are back by this: <c>false</c> where they were already, or what was given is used.</returns>
    public async Task<bool> RefuseAsync(long id, string? note, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        var words = Checked(note);
        if (words.Length == 0)
            throw Refused.AtField("note", "reason_missing", "Say why. The member reads it.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        var redemption = await LockedAsync(id, cancel);
        if (!await giveBack.RunAsync(redemption, by, words, cancel))
            return false;
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task<Redemption> LockedAsync(long id, CancellationToken cancel)
    {
        var seen = await db.Set<Redemption>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) ?? throw Refused.NotFound();
        await db.LockAsync(LockOn.Reward, seen.RewardId, cancel);
        await db.LockAsync(LockOn.Member, seen.MemberId, cancel);
        return await db.Set<Redemption>().SingleAsync(r => r.Id == id, cancel);
    }

    private static string Checked(string? note)
    {
        var words = note?.Trim() ?? "";
        return words.Length <= Redemption.MaxNote ? words
            : throw Refused.AtField("note", "note_too_long", "A note can have at most {0} characters.", Redemption.MaxNote);
    }
}

/// <summary>Undoes a redemption. Inside the caller's transaction, under the locks of reward and member; it saves.</summary>
internal sealed class ReturnPoints(AppDb db, IGivenCoupons coupons, IGrants grants, TimeProvider time)
{
    [Localizable(true)] private const string Undone = "The points for it were given back.";

    /// <param name="by"><c>null</c> where time did it.</param>
    /// <returns>Whether the points are back by this.</returns>
    public async Task<bool> RunAsync(Redemption redemption, long? by, string note, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (redemption.State == RedemptionState.Refused || (redemption.State == RedemptionState.Fulfilled && !await TakeAsync(redemption,
            by, now, cancel)))
            return false;
        redemption.Refuse(by, note, now);
        db.Add(PointsBooks.Return(redemption, by, now));
        db.Publish(() => new RedemptionDecided(
            redemption.CommunityId, by, redemption.MemberId, redemption.Id, redemption.Title, IsFulfilled: false, note));
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <summary>
    /// Takes away what was given: a coupon that nobody used, the days of a tier. What was handed over stays with its member.
    /// </summary>
    private async Task<bool> TakeAsync(Redemption redemption, long? by, DateTime now, CancellationToken cancel)
    {
        switch (redemption.Kind)
        {
            case RewardKind.Coupon:
                return redemption.Code is { } code && await coupons.TakeBackAsync(code, cancel);
            case RewardKind.TierDays:
                await grants.RevokeAsync(redemption.CommunityId, redemption.Document, Undone, redemption.Document, by, now, cancel);
                return true;
            default:
                return false;
        }
    }
}
