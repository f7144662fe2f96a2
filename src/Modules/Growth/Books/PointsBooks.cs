using System.Globalization;
using Guildhall.Growth.Deeds;

namespace Guildhall.Growth.Books;

/// <summary>Which document moves how many points between which accounts: the only place that writes the ledger of points.</summary>
internal static class PointsBooks
{
    public static PointsTransaction Earn(Deed deed, long points, long activityId) => PointsTransaction.Record(
        Of(deed, $"deed:{deed.Id}:{activityId}"), PointsReason.Earned, deed.At, deed.At,
        (PointsAccount.Issued, -points), (PointsAccount.Member, points));

    /// <param name="memberId">Who earned them.</param>
    /// <param name="earnedAt">When.</param>
    /// <param name="balance">What the member has: what is missing was spent.</param>
    public static PointsTransaction TakeBack(
        Deed deed, long memberId, long points, DateTime earnedAt, long balance, long activityId, DateTime now)
    {
        var taken = Math.Min(points, balance);
        return PointsTransaction.Record(
            Of(deed, $"deed:{deed.Id}:{activityId}:back") with { MemberId = memberId, Day = null }, PointsReason.TakenBack, now, earnedAt,
            [
                .. new[] { (PointsAccount.Issued, points), (PointsAccount.Member, -taken), (PointsAccount.Spent, taken - points) }
                    .Where(p => p.Item2 != 0),
            ]);
    }

    /// <param name="points">Below zero to take some.</param>
    /// <param name="key">What the asking side chose so that asking twice is asking once.</param>
    public static PointsTransaction Adjust(
        long communityId, long memberId, long points, string note, long by, string key, DateTime now) => PointsTransaction.Record(
        new PointsDocument(communityId, memberId, $"hand:{by}:{key}") { ById = by, Note = note },
        points > 0 ? PointsReason.Given : PointsReason.Taken, now, now,
        (PointsAccount.Issued, -points), (PointsAccount.Member, points));

    public static PointsTransaction Redeem(Rewards.Redemption redemption) => PointsTransaction.Record(
        Of(redemption, "redeemed"), PointsReason.Redeemed, redemption.At, null,
        (PointsAccount.Member, -redemption.Cost), (PointsAccount.Rewards, redemption.Cost));

    /// <summary>They come back as new ones: their time to be used begins anew.</summary>
    public static PointsTransaction Return(Rewards.Redemption redemption, long? by, DateTime now) => PointsTransaction.Record(
        Of(redemption, "returned") with { ById = by }, PointsReason.Returned, now, now,
        (PointsAccount.Rewards, -redemption.Cost), (PointsAccount.Member, redemption.Cost));

    /// <param name="through">Points of this instant and before are over.</param>
    public static PointsTransaction Expire(long communityId, long memberId, long points, DateTime through, DateTime now) =>
        PointsTransaction.Record(
            new PointsDocument(communityId, memberId, string.Create(CultureInfo.InvariantCulture, $"expired:{memberId}:{through:yyyyMMddHHmmss}")),
            PointsReason.Expired, now, null, (PointsAccount.Member, -points), (PointsAccount.Expired, points));

    private static PointsDocument Of(Deed deed, string key) =>
        new(deed.CommunityId, deed.MemberId, key) { DeedId = deed.Id, Day = deed.Day };

    private static PointsDocument Of(Rewards.Redemption redemption, string what) =>
        new(redemption.CommunityId, redemption.MemberId, $"redemption:{redemption.Id}:{what}") { RedemptionId = redemption.Id };
}
