using System.Globalization;
using Guildhall.Kernel.Data;

namespace Guildhall.Payments.Shares;

/// <param name="Owed">Minor units; below zero when they owe the community.</param>
/// <param name="Due">Of that, what may be paid out now.</param>
public sealed record PayableAnswer(string Account, long? MemberId, string Currency, long Owed, long Due)
{
    internal static PayableAnswer Of(Payable payable) =>
        new(payable.Account, payable.MemberId, payable.Currency, payable.Owed, payable.Due);
}

public sealed record PayableAnswers(IReadOnlyList<PayableAnswer> Payables);

/// <param name="Amount">Minor units; what was earned is positive, what was taken back or paid out is negative.</param>
/// <param name="Percent">The share of <paramref name="Base"/>.</param>
public sealed record StatementRowAnswer(
    long Id, long CommunityId, DateTime At, string Document, long DocumentId, long Amount, string Currency, string? Title, long? Base,
    decimal? Percent, DateTime? PayableFrom, string? Note);

/// <param name="Next">Give it as `after` for the next page; null on the last.</param>
public sealed record StatementAnswer(IReadOnlyList<StatementRowAnswer> Items, long? Next)
{
    internal static StatementAnswer Of(Page<StatementRow, long> page) => new(
        [.. page.Items.Select(r => new StatementRowAnswer(r.Id, r.CommunityId, r.At, r.DocumentKind, r.DocumentId, r.Amount, r.Currency,
            r.Title, r.Base, r.BasisPoints / 100m, r.PayableFrom, r.Note))], page.Next);
}

/// <param name="Account">As in the list of payables.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="From">"bank" or "cash"; the bank when left out.</param>
public sealed record PayoutAsked(string? Account, long? Amount, string? Currency, string? From, string? Note);

public sealed record PayoutAnswer(long Id, string Account, long Amount, string Currency, DateTime At);

/// <param name="Member">E-mail address or id.</param>
/// <param name="Item">Kind and slug or id with a colon between; null for a whole stream.</param>
/// <param name="HoldDays">Days until a share can be paid out; 14 when left out.</param>
/// <param name="From">A day; null for now.</param>
/// <param name="Until">The last day; null for no end.</param>
public sealed record ShareRuleAsked(
    string? Member, decimal? Percent, string? Stream, string? Item, int? HoldDays, string? From, string? Until, string? Note)
{
    internal ShareTyped ToTyped() => new(
        Member, Percent?.ToString(CultureInfo.InvariantCulture), Stream, Item, HoldDays?.ToString(CultureInfo.InvariantCulture), From,
            Until,
        Note);
}

public sealed record ShareRuleAnswer(
    long Id, long MemberId, decimal Percent, string? Stream, string? ItemKind, long? ItemId, int HoldDays, DateTime From, DateTime? Until);
