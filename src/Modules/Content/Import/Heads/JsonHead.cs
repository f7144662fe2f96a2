using System.Text;
using System.Text.Json;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>
/// A head in JSON: an object of its own (gohugo.io/content-management/front-matter), or the inside of one before a line of <c>;;;</c>
/// (hexo.io/docs/front-matter). Comments and a last comma are let pass; a name that is set twice counts the second time.
/// </summary>
internal static class JsonHead
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <param name="first">Line of the file at which the JSON begins.</param>
    /// <exception cref="FrontMatterWrong">It is not a JSON object.</exception>
    public static HeadValues Read(string json, int first)
    {
        var bytes = Encoding.UTF8.GetBytes(json.TrimStart().StartsWith('{') ? json : "{" + json + "\n}");
        var values = new HeadValues();
        var reader = new Utf8JsonReader(bytes, Options);
        var (line, counted) = (first, 0);
        try
        {
            while (reader.Read())
            {
                line += bytes.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
                counted = (int)reader.TokenStartIndex;
                Take(ref reader, values, line);
            }
        }
        catch (JsonException wrong)
        {
            var detail = FirstSentence(wrong.Message);
            throw new FrontMatterWrong((int)(wrong.LineNumber ?? 0) + first, ImportTexts.FrontMatterJson) { Detail = detail };
        }
        catch (InvalidOperationException)
        {
            // Half of a pair of surrogates, written as an escape.
            throw new FrontMatterWrong(line, ImportTexts.FrontMatterJson);
        }
        return values;
    }

    /// <returns>Where the object that begins here ends; <c>null</c> where it does not, or is no JSON.</returns>
    public static int? EndOf(string text, int start)
    {
        var part = text.AsSpan(start, Math.Min(text.Length - start, HeadFinder.MaxLength + 1));
        var bytes = new byte[Encoding.UTF8.GetByteCount(part)];
        Encoding.UTF8.GetBytes(part, bytes);
        var reader = new Utf8JsonReader(bytes, Options);
        try
        {
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0)
                    return start + Encoding.UTF8.GetCharCount(bytes, 0, (int)reader.BytesConsumed);
        }
        catch (JsonException)
        {
            return null;
        }
        return null;
    }

    /// <summary>What is wrong with JSON that does not end, or does not end where its line does.</summary>
    public static FrontMatterWrong Wrong(string json, int first)
    {
        try
        {
            Read(json.Length <= HeadFinder.MaxLength ? json : json.Substring(0, HeadFinder.MaxLength), first);
        }
        catch (FrontMatterWrong wrong)
        {
            return wrong;
        }
        return new FrontMatterWrong(first, ImportTexts.FrontMatterJson);
    }

    private static void Take(ref Utf8JsonReader reader, HeadValues values, int line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                values.Open(reader.TokenType == JsonTokenType.StartArray, line);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                values.Close();
                break;
            case JsonTokenType.PropertyName:
                values.Name(reader.GetString()!.Trim(), line);
                break;
            case JsonTokenType.String:
                values.Text(reader.GetString()!.Trim(), line);
                break;
            case JsonTokenType.Number:
                values.Text(Encoding.UTF8.GetString(reader.ValueSpan), line);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                values.Text(reader.TokenType == JsonTokenType.True ? "true" : "false", line);
                break;
            case JsonTokenType.Null:
                values.Text("", line);
                break;
        }
    }

    /// <summary>What follows it counts lines and bytes of its own.</summary>
    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        var sentence = end < 0 ? message : message[..(end + 1)];
        return sentence.CutTo(160);
    }
}
