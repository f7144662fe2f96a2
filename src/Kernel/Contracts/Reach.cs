using System.Globalization;

namespace Guildhall.Kernel.Contracts;

/// <summary>
/// How far an event reaches into the pages that visitors see. Pages are kept in memory for visitors, and an event drops those that it
/// reaches. The ledger keeps it as text, so that a reader knows it of kinds that it has never heard of.
/// </summary>
public readonly record struct Reach
{
    private const string Of = "space:";

    // null: all pages of the community. What nobody has set reaches furthest.
    private readonly string? _text;

    private Reach(string text) => _text = text;

    /// <summary>All pages of the community; of an event of the installation, all pages of all communities.</summary>
    public static Reach Community => default;

    /// <summary>No page: the event concerns members alone, or is not shown.</summary>
    public static Reach Nothing { get; } = new("nothing");

    /// <summary>Pages that show the event's subject.</summary>
    public static Reach Thing { get; } = new("thing");

    /// <summary>Pages that show the event's subject, pages that show this space, and pages that list things of several spaces.</summary>
    public static Reach Space(long id) => new(Of + id.ToString(CultureInfo.InvariantCulture));

    /// <summary>The space of <see cref="Space"/>; <c>null</c> for every other reach.</summary>
    public long? SpaceId =>
        _text?.StartsWith(Of, StringComparison.Ordinal) == true ? long.Parse(_text.AsSpan(Of.Length), CultureInfo.InvariantCulture) : null;

    /// <summary>As the ledger keeps it: "nothing", "thing", "space:3" or "community".</summary>
    public override string ToString() => _text ?? "community";

    /// <summary>Reads what the ledger keeps. A word that this version does not know reaches furthest.</summary>
    public static Reach Parse(string kept)
    {
        if (kept == Nothing.ToString())
            return Nothing;
        if (kept == Thing.ToString())
            return Thing;
        return kept.StartsWith(Of, StringComparison.Ordinal)
            && long.TryParse(kept.AsSpan(Of.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? Space(id)
            : Community;
    }
}
