using Guildhall.Kernel.Http;

namespace Guildhall.Payments.ByHand;

/// <param name="Heading">The line of names as it stood in the file.</param>
public sealed record EntryTable<TWish>(string Heading, IReadOnlyList<EntryLine<TWish>> Lines) where TWish : class
{
    /// <summary>The same file with these lines alone.</summary>
    public string With(IEnumerable<EntryLine<TWish>> lines) => string.Join('\n', lines.Select(l => l.Raw).Prepend(Heading));
}

/// <param name="Number">Of the line in the file, from 1.</param>
/// <param name="Raw">The line as it stood there.</param>
/// <param name="Wish"><c>null</c> where something is wrong.</param>
/// <param name="Key">By which it is entered once; empty where something is wrong.</param>
public sealed record EntryLine<TWish>(int Number, string Raw, TWish? Wish, IReadOnlyList<Refused> Faults, string Key) where TWish : class
{
    /// <summary>Entered by an earlier import.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Entered by an earlier import and reversed since.</summary>
    public bool IsReversed { get; init; }

    public bool IsNew => Wish is not null && !IsKnown;
}
