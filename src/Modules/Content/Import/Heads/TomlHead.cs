using System.Globalization;
using Guildhall.Kernel.Values;
using Tomlyn;
using Tomlyn.Parsing;

namespace Guildhall.Content.Import;

/// <summary>
/// A head in TOML 1.1 between lines of <c>+++</c> (gohugo.io/content-management/front-matter, getzola.org/documentation/content/page).
/// Tomlyn's pull parser reads it, which lets a name be set twice: the later one counts, as in YAML.
/// </summary>
internal static class TomlHead
{
    /// <param name="first">Line of the file at which the TOML begins.</param>
    /// <exception cref="FrontMatterWrong">It is not TOML.</exception>
    public static HeadValues Read(string toml, int first)
    {
        var values = new HeadValues(tablesReturn: true);
        var parser = TomlParser.Create(toml, new TomlParserOptions { DecodeScalars = true, EagerStringValues = true });
        try
        {
            while (parser.MoveNext())
                Take(parser.Current, values, first);
        }
        catch (TomlException wrong)
        {
            var line = wrong.Line ?? 1;
            throw new FrontMatterWrong(line - 1 + first, ImportTexts.FrontMatterToml) { Detail = FirstLine(wrong.Message) };
        }
        return values;
    }

    private static void Take(in TomlParseEvent now, HeadValues values, int first)
    {
        var line = now.Line - 1 + first;
        switch (now.Kind)
        {
            case TomlParseEventKind.StartTable or TomlParseEventKind.StartArray:
                values.Open(now.Kind == TomlParseEventKind.StartArray, line);
                break;
            case TomlParseEventKind.EndTable or TomlParseEventKind.EndArray:
                values.Close();
                break;
            case TomlParseEventKind.PropertyName:
                values.Name((now.PropertyName ?? now.GetString() ?? "").Trim(), line);
                break;
            case TomlParseEventKind.String:
                values.Text((now.GetString() ?? "").Trim(), line);
                break;
            case TomlParseEventKind.DateTime:
                values.Text(now.StringValue ?? "", line);
                break;
            case TomlParseEventKind.Boolean:
                values.Text(now.GetBoolean() ? "true" : "false", line);
                break;
            case TomlParseEventKind.Integer:
                values.Text(now.GetInt64().ToString(CultureInfo.InvariantCulture), line);
                break;
            case TomlParseEventKind.Float:
                values.Text(now.GetDouble().ToString(CultureInfo.InvariantCulture), line);
                break;
        }
    }

    private static string FirstLine(string message)
    {
        var line = message.Split('\n')[0].Trim();
        return line.CutTo(160);
    }
}
