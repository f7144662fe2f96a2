using Guildhall.Kernel.Contracts;
using Guildhall.Payments.Costs;
using Guildhall.Payments.Incomes;
using Guildhall.Payments.Shares;

namespace Guildhall.Payments.Ledger;

/// <summary>Documents that no order brings: costs, income from elsewhere, shares of a sale, payouts, and what takes them back.</summary>
internal static partial class Books
{
    public const string Spent = "spent", Shared = "shared", ShareReturned = "share_returned", PaidOut = "paid_out", Reversed = "reversed",
        Received = "received";

    /// <summary>Booked on its day, by the community's clock, not on the day on which it was typed.</summary>
    public static LedgerTransaction Spend(Cost cost) => LedgerTransaction.Record(
        cost.CommunityId, null, new Thing(LedgerDocuments.Cost, cost.Id), Spent, cost.At, Postings(cost, cost.Amount));

    public static LedgerTransaction Reverse(Reversal reversal, Cost cost) => LedgerTransaction.Record(
        cost.CommunityId, null, new Thing(LedgerDocuments.Reversal, reversal.Id), Reversed, reversal.At, Postings(cost, -cost.Amount));

    private static IReadOnlyList<Posting> Postings(Cost cost, long amount) =>
        [new(Accounts.Cost(cost.Kind), amount, cost.Currency), new(Accounts.Of(cost.From), -amount, cost.Currency)];

    /// <summary>Booked on the day on which the money came.</summary>
    public static LedgerTransaction Receive(Income income) => LedgerTransaction.Record(
        income.CommunityId, null, new Thing(LedgerDocuments.Income, income.Id), Received, income.At, Postings(income, income.Amount));

    public static LedgerTransaction Reverse(Reversal reversal, Income income) => LedgerTransaction.Record(
        income.CommunityId, null, new Thing(LedgerDocuments.Reversal, reversal.Id), Reversed, reversal.At,
        Postings(income, -income.Amount));

    private static IReadOnlyList<Posting> Postings(Income income, long amount) =>
        [new(Accounts.Of(income.Into), amount, income.Currency), new(Accounts.Revenue(income.Stream), -amount, income.Currency)];

    public static LedgerTransaction Share(Share share) => LedgerTransaction.Record(
        share.CommunityId, share.OrderId, new Thing(LedgerDocuments.Share, share.Id), Shared, share.EarnedAt,
        new Posting(Accounts.Share(share.Stream), share.Amount, share.Currency),
        new Posting(Accounts.Member(share.MemberId), -share.Amount, share.Currency));

    public static LedgerTransaction Return(ShareReturn back, Share share) => LedgerTransaction.Record(
        share.CommunityId, share.OrderId, new Thing(LedgerDocuments.ShareReturn, back.Id), ShareReturned, back.At,
        new Posting(Accounts.Member(share.MemberId), back.Amount, share.Currency),
        new Posting(Accounts.Share(share.Stream), -back.Amount, share.Currency));

    public static LedgerTransaction PayOut(Payout payout) => LedgerTransaction.Record(
        payout.CommunityId, null, new Thing(LedgerDocuments.Payout, payout.Id), PaidOut, payout.At, Postings(payout, payout.Amount));

    public static LedgerTransaction Reverse(Reversal reversal, Payout payout) => LedgerTransaction.Record(
        payout.CommunityId, null, new Thing(LedgerDocuments.Reversal, reversal.Id), Reversed, reversal.At, Postings(payout,
            -payout.Amount));

    private static IReadOnlyList<Posting> Postings(Payout payout, long amount) =>
        [new(payout.Account, amount, payout.Currency), new(Accounts.Of(payout.From), -amount, payout.Currency)];
}
