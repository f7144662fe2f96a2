using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Ledger;

namespace Guildhall.Payments.ByHand;

/// <summary>A document that an operator writes into the books by hand or by a file. It is never edited, only reversed.</summary>
internal interface IEntered : ICommunityOwned
{
    long Id { get; }

    /// <summary>ISO 4217.</summary>
    string Currency { get; }

    /// <summary>When it is booked.</summary>
    DateTime At { get; }

    /// <summary>One key is one document: a form that is sent twice, a file that is imported twice.</summary>
    string EntryKey { get; }

    LedgerTransaction Book();

    LedgerTransaction Reverse(Reversal reversal);
}

/// <typeparam name="TTyped">As a person or a file says it.</typeparam>
/// <typeparam name="TWish">As it was read and checked.</typeparam>
internal interface IEntered<TSelf, TTyped, TWish> : IEntered
    where TSelf : class, IEntered<TSelf, TTyped, TWish>
    where TWish : class, IWish
{
    /// <summary>One of <see cref="LedgerDocuments"/>.</summary>
    static abstract string DocumentKind { get; }

    static abstract EntryColumns Columns { get; }

    /// <param name="cell">What stands in a column; <c>null</c> where there is none of that name.</param>
    static abstract TTyped Typed(Func<string, string?> cell);

    /// <param name="usual">The community's currency.</param>
    /// <param name="today">By the community's clock.</param>
    /// <param name="faults">What is wrong is added, each with its field.</param>
    /// <returns><c>null</c> where something is wrong.</returns>
    static abstract TWish? Read(TTyped typed, string usual, DateOnly today, List<Refused> faults);

    /// <param name="at">The instant at which it is booked, within its day.</param>
    static abstract TSelf Enter(long communityId, TWish wish, DateTime at, string key, long by, DateTime now);

    TWish ToWish();

    /// <summary>Which of these are in the books already, under another key: a bill is entered once.</summary>
    static virtual Task<IReadOnlyDictionary<TWish, Refused>> DoubtsAsync(AppDb db, IReadOnlyList<TWish> wishes, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<TWish, Refused>>(new Dictionary<TWish, Refused>());
}

public interface IWish
{
    /// <summary>By the community's clock.</summary>
    DateOnly Day { get; }

    /// <summary>All of it in one text; the same line of a file again is known by it.</summary>
    string Content { get; }
}

/// <param name="Names">How a file may call a column, to the name that the form has for it.</param>
/// <param name="Needed">Those of the latter that every file has.</param>
/// <param name="Unnamed">What is told where one is missing.</param>
internal sealed record EntryColumns(IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Needed, Func<Refused> Unnamed);
