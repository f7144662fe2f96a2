using Guildhall.Kernel.Contracts;

namespace Guildhall.Content.Search;

/// <summary>
/// An entry of the index by its number, which holds the thing, which piece of its text it is, and whether that is of the whole or of the
/// free part. Newer things have higher numbers, so that the newest entries are read first without sorting.
/// </summary>
internal readonly record struct SearchEntry(Thing Thing, bool IsWhole)
{
    private const int PerThing = 4096, PerKind = 256;

    // The place is the number in the index: append only.
    private static readonly string[] Kinds =
        ["article", "member", "resource", "topic", "reply", "question", "answer", "message", "course", "lesson", "session", "product", "ticket"];

    public static bool Knows(string kind) => Array.IndexOf(Kinds, kind) >= 0;

    public static int NumberOf(string kind) =>
        Array.IndexOf(Kinds, kind) is >= 0 and var number ? number
        : throw new ArgumentException($"Search has no number for the kind {kind}.", nameof(kind));

    /// <param name="piece">From 0 to <see cref="Kernel.Values.SearchTerms.MaxEntries"/>, exclusive.</param>
    public static long Of(Thing thing, int piece, bool isWhole) => First(thing) + piece * 2 + (isWhole ? 1 : 0);

    /// <summary>The lowest number that an entry of the thing can have.</summary>
    public static long First(Thing thing) => thing.Id * PerThing + NumberOf(thing.Kind) * PerKind;

    /// <summary>The highest.</summary>
    public static long Last(Thing thing) => First(thing) + PerKind - 1;

    public static SearchEntry Read(long number)
    {
        var kind = (int)(number % PerThing / PerKind);
        return new SearchEntry(new Thing(kind < Kinds.Length ? Kinds[kind] : "", number / PerThing), number % 2 == 1);
    }
}
