using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>The patterns of the forms, for texts with single blanks.</summary>
internal static partial class DateForms
{
    private const string
        Time = """
            (?:(?<half>[ap]m|上午|下午|凌晨|早上|中午|晚上)\ ?)?
            (?<h>[0-9]{1,2}):(?<mi>[0-9]{1,2})(?::(?<s>[0-9]{1,2})(?:[.,](?<f>[0-9]{1,12}))?)?
            (?:\ ?(?<half>[ap]\.?m\.?)(?![a-z]))?
            """,
        // Behind the offset may stand its name in words, and Go's monotonic clock.
        Zone = """
            (?:\ ?(?:
                (?:z|utc|gmt|ut)?\ ?(?<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)(?:\ [a-z]{2,5}|\[[\w/+-]+\]|\ ?\([^)]*\))*(?:\ m=\S+)?
                |(?<zone>[a-z]+/[a-z_/]+|[a-z]{1,5})(?:\[[\w/+-]+\]|\ ?\([^)]*\))?
            ))?
            """,
        Weekday = """(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?""",
        Month = """(?<mon>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?""",
        Joint = """(?:t|,?\ (?:at\ )?|,|(?=[上下凌早中晚]))""";

    private const RegexOptions Loose = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace;

    [GeneratedRegex($$"""
        ^(?<y>[0-9]{4})(?:
            (?<by>[-/.])(?<m>[0-9]{1,2})(?:\k<by>(?<d>[0-9]{1,2})(?:,?\ \(?{{Weekday}}\)?)?(?:{{Joint}}{{Time}}{{Zone}})?)?
            |\ ?年(?:\ ?(?<m>[0-9]{1,2})\ ?月(?:\ ?(?<d>[0-9]{1,2})\ ?[日号](?:\ ?(?:星期|周)[一二三四五六日天])?(?:\ ?{{Time}}{{Zone}})?)?)?
        )?$
        """, Loose)]
    private static partial Regex Numbers();

    [GeneratedRegex($$"""
        ^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})
        (?:t?\ ?(?<h>[0-9]{2}):?(?<mi>[0-9]{2})(?::?(?<s>[0-9]{2})(?:[.,](?<f>[0-9]{1,12}))?)?{{Zone}})?$
        """, Loose)]
    private static partial Regex Compact();

    [GeneratedRegex($$"""
        ^(?:{{Weekday}},?\ )?(?:
            (?<d>[0-9]{1,2})(?:st|nd|rd|th)?[\ -]{{Month}},?[\ -](?<y>[0-9]{4}|[0-9]{2})
            |{{Month}}\ (?<d>[0-9]{1,2})(?:st|nd|rd|th)?,?\ (?<y>[0-9]{4})
        )(?:{{Joint}}{{Time}}{{Zone}})?$
        """, Loose)]
    private static partial Regex Words();

    [GeneratedRegex($$"""^(?:{{Weekday}}\ )?{{Month}}\ (?<d>[0-9]{1,2})\ {{Time}}{{Zone}}\ (?<y>[0-9]{4})$""", Loose)]
    private static partial Regex Unix();

    [GeneratedRegex("^(?:[0-9]{10}|[0-9]{13})$")]
    private static partial Regex Epoch();
}
