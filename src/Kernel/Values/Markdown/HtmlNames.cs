using System.Collections.Frozen;

namespace Guildhall.Kernel.Values;

/// <summary>What becomes of an element of the HTML standard; one that is not listed here is unwrapped: its content stays.</summary>
internal static class HtmlNames
{
    /// <summary>Elements that a text may contain. None runs script, loads anything but a checked picture, or takes input.</summary>
    public static readonly FrozenSet<string> Allowed = Set(
        "a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins "
        + "kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr");

    /// <summary>
    /// Elements that the sanitiser drops with everything inside them. Words that an author wrote do not get there: <see cref="RawTags"/>
    /// lets no such tag through, takes the content of <see cref="Programs"/> out itself, and leaves that of all others as text.
    /// </summary>
    public static readonly FrozenSet<string> Dropped = Set(
        "annotation-xml applet area audio base basefont bgsound canvas col colgroup datalist embed frame frameset head iframe link map math "
        + "meta noembed noframes noscript object option optgroup param plaintext script select source style svg template textarea title "
        + "track video xmp " + Hole);

    /// <summary>Elements whose content is program. Closed properly, they go with it; nothing else of a text does, but comments.</summary>
    public static readonly FrozenSet<string> Programs = Set("script style template");

    /// <summary>Our own name for a place whose content is to vanish: emitted for <see cref="Programs"/> in raw HTML.</summary>
    public const string Hole = "x-hole";

    /// <summary>Other elements of the standard, past and present; only these and the above count as markup in a text at all.</summary>
    public static readonly FrozenSet<string> Unwrapped = Set(
        "acronym address article aside big blink body button center data dialog dir fieldset font footer form header hgroup html image input "
        + "label legend main marquee menu meter nav nobr output picture progress search section slot strike tt");

    /// <summary>Those of <see cref="Unwrapped"/> that stand apart from what is around them, and do so as a <c>div</c>.</summary>
    public static readonly FrozenSet<string> Sections = Set(
        "address article aside body center dialog dir fieldset footer form header hgroup html legend main menu nav search section");

    public static readonly FrozenSet<string> Void = Set("br hr img wbr input area base basefont bgsound col embed frame image link meta param source track");

    /// <summary>Elements whose content is not markup: up to their own end tag everything is text.</summary>
    public static readonly FrozenSet<string> RawText = Set("script style textarea title xmp");

    /// <summary>Containers that may stay open over blank lines, with Markdown between their tags.</summary>
    public static readonly FrozenSet<string> Containers = Set(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form header "
        + "hgroup html li main menu nav ol search section summary table tbody td tfoot th thead tr ul");

    /// <summary>Length of the longest name in any of the lists.</summary>
    public const int MaxLength = 14;

    /// <summary>Whether raw tags of this name reach the sanitiser; others are only read.</summary>
    public static bool IsWritten(string name) => Allowed.Contains(name) || Unwrapped.Contains(name);

    /// <summary>Elements that end a paragraph by beginning.</summary>
    public static bool IsBlock(string name) => Containers.Contains(name) || name is "p" or "pre" or "hr" or ['h', >= '1' and <= '6'];

    public static bool IsKnown(string name) => Allowed.Contains(name) || Dropped.Contains(name) || Unwrapped.Contains(name);

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
