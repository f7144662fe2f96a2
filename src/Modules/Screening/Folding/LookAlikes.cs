using System.Collections.Frozen;

namespace Guildhall.Screening.Folding;

/// <summary>Letters of other alphabets that are drawn like Latin ones, small and capital, and digits that stand for letters.</summary>
internal static class LookAlikes
{
    // One Latin letter, then those that look like it. Cyrillic, Greek, Armenian, small capitals and phonetic letters.
    private static readonly string[] Groups =
    [
        "aаАαΑɑᴀ", "bЬВΒʙ", "cсСϲᴄ", "dԁᴅ", "eеЕεΕёЁҽᴇ", "fϝғ", "gɡԍɢ", "hһНΗнʜ", "iіІιΙıɩᵢ", "jјЈϳ", "kкКκΚᴋ", "lӏⅼʟ",
        "mмМΜᴍⅿ", "nпηΝɴո", "oоОοΟօσᴏ", "pрРρΡᴘ", "qԛգ", "rʀᴦ", "sѕЅꜱ", "tтТτΤᴛ", "uυսᴜ", "vνѵᴠⅴ", "wωԝѡᴡ", "xхХχΧⅹ", "yуУγΥүʏ",
        "zΖᴢ", "oøØ", "lłŁ", "dđĐ", "hħĦ", "tŧŦ", "bƀ",
    ];

    private static readonly FrozenDictionary<char, char> Latin = Groups.SelectMany(g => g[1..].Select(c => (From: c, To: g[0])))
        .DistinctBy(p => p.From).ToFrozenDictionary(p => p.From, p => p.To);

    /// <returns>The Latin letter, small; <c>null</c> for a character that looks like none.</returns>
    public static char? LatinOf(char character) => Latin.TryGetValue(character, out var latin) ? latin : null;

    /// <summary>For a text in which digits may stand for letters. There i and l are one letter, since 1 is drawn for both.</summary>
    public static char? LetterOf(char character) => character switch
    {
        '0' => 'o',
        '1' or '!' or '|' or 'i' => 'l',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => null,
    };
}
