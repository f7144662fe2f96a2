using System.Globalization;
using System.Text.RegularExpressions;
using Guildhall.Kernel.Http;

namespace Guildhall.Bots.Commands;

/// <summary>
/// What somebody typed after a slash: "/deploy target:staging since noon". A word with the name of an option and a colon sets that option;
/// all others together are the first option of text that was not set. Quotation marks hold words together.
/// </summary>
internal sealed partial record TypedText(string Name, string Rest)
{
    /// <returns><c>null</c> where it looks like no command, as a path does.</returns>
    public static TypedText? Read(string text)
    {
        var match = Form().Match(text.Trim());
        return match.Success ? new TypedText(match.Groups["name"].Value.ToLowerInvariant(), match.Groups["rest"].Value.Trim()) : null;
    }

    /// <exception cref="Refused">422 at "body": an option is missing, or is no number.</exception>
    public IReadOnlyDictionary<string, object> Options(BotCommand command)
    {
        var known = command.OptionList;
        var given = new Dictionary<string, string>();
        var others = new List<string>();
        foreach (Match word in Word().Matches(Rest))
        {
            var value = word.Groups["quoted"].Success ? word.Groups["quoted"].Value : word.Groups["plain"].Value;
            var option = known.FirstOrDefault(o => o.Name == word.Groups["option"].Value);
            if (option is not null && given.TryAdd(option.Name, value))
                continue;
            others.Add(word.Value);
        }
        var rest = known.FirstOrDefault(o => o.Kind == OptionKind.Text && !given.ContainsKey(o.Name))
            ?? known.FirstOrDefault(o => !given.ContainsKey(o.Name));
        if (rest is not null && others.Count > 0)
            given[rest.Name] = string.Join(' ', others).Trim('"');
        if (known.FirstOrDefault(o => o.Required && !given.ContainsKey(o.Name)) is { } missing)
            throw Refused.AtField("body", "option_missing", "/{0} needs “{1}”: {2}", command.Name, missing.Name, missing.Description);
        return known.Where(o => given.ContainsKey(o.Name)).ToDictionary(o => o.Name, o => Value(command, o, given[o.Name]));
    }

    private static object Value(BotCommand command, CommandOption option, string typed) =>
        option.Kind != OptionKind.Number ? typed
        : decimal.TryParse(
            typed, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refused.AtField("body", "option_no_number", "“{1}” of /{0} is a number, such as 3.", command.Name, option.Name);

    [GeneratedRegex(@"^/(?<name>[\p{L}\d][\p{L}\d_-]{0,29})(?:\s+(?<rest>.*))?$", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""(?:(?<option>[\p{L}\d_-]+):)?(?:"(?<quoted>[^"]*)"|(?<plain>\S+))""")]
    private static partial Regex Word();
}
