using Guildhall.Growth.Levels;
using Guildhall.Growth.Program;
using Guildhall.Growth.Tiers;
using Guildhall.Kernel.Contracts.Growth;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Growth.Books;

/// <summary>An operator gives points to a member or takes some, with a reason that the member reads.</summary>
internal sealed class AdjustPoints(
    AppDb db, Guard guard, ReadPoints points, Programs programs, KeepStandings standings, AwardTiers tiers, IMemberships memberships,
    CommunityScope scope, TimeProvider time)
{
    public const long Most = 1_000_000;
    private const int MaxKey = 40;

    /// <param name="amount">Below zero to take some.</param>
    /// <param name="key">The same again changes nothing.</param>
    /// <exception cref="Refused">404: nobody of this community; 409 not_enough_points; 422.</exception>
    public async Task RunAsync(long memberId, long amount, string? reason, string? key, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(PointsPermissions.Manage, cancel);
        if (await programs.OpenAsync(scope.Id, cancel) is null)
            throw Refused.NotFound();
        var note = Checked(amount, reason, key);
        var now = time.GetUtcNow().UtcDateTime;
        if (!await memberships.MembersAt(scope.Id, now).AnyAsync(id => id == memberId, cancel))
            throw Refused.AtField("member", "member_unknown", "There is no such member.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, memberId, cancel);
        var booking = PointsBooks.Adjust(scope.Id, memberId, amount, note, by, key!, now);
        if (await db.Set<PointsTransaction>().AnyAsync(t => t.Key == booking.Key, cancel))
            return;
        var balance = await points.BalanceAsync(memberId, cancel);
        if (balance + amount < 0)
            throw new Refused("not_enough_points", 409, "They have {0} {0:point|points}: no more can be taken.", balance) { Field = "points" };
        db.Add(booking);
        await standings.MoveAsync(scope.Id, memberId, amount, cancel);
        db.Publish(() => new PointsAdjusted(scope.Id, by, memberId, booking.Id, amount, note));
        await db.SaveChangesAsync(cancel);
        await tiers.ConsiderAsync(scope.Id, memberId, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string Checked(long amount, string? reason, string? key)
    {
        if (amount == 0 || Math.Abs(amount) > Most)
            throw Refused.AtField("points", "points_out_of_range", "Enter a number of points from 1 to {0}, with a minus to take some.", Most);
        var note = reason?.Trim() ?? "";
        if (note.Length == 0)
            throw Refused.AtField("reason", "reason_missing", "Say why. The member reads it.");
        if (note.Length > PointsTransaction.MaxNote)
            throw Refused.AtField("reason", "reason_too_long", "A reason can have at most {0} characters.", PointsTransaction.MaxNote);
        return string.IsNullOrWhiteSpace(key) || key.Length > MaxKey || key.Any(char.IsControl)
            ? throw Refused.AtField("key", "key_malformed", "Send a key of at most {0} characters.", MaxKey) : note;
    }
}
