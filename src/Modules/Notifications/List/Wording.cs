using System.Collections.Frozen;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Ui;
using Guildhall.Notifications.Telling;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Notifications.List;

/// <summary>A notification in words.</summary>
/// <param name="ByBot">Whether a program did it.</param>
/// <param name="Name">Whose name begins the text, after which a badge has its place; empty where none does.</param>
internal sealed record Worded(string Text, bool ByBot, string Name);

/// <summary>Puts notifications into words, with the names that people have now.</summary>
internal sealed class Wording(AppDb db)
{
    // What notifications of earlier versions say, in the words of today.
    private static readonly FrozenDictionary<string, string> Former = new Dictionary<string, string>
    {
        ["{0} mentions you in “{1}”"] = "{0} mentioned you in “{1}”",
        ["{0} mentions you in a conversation"] = "{0} mentioned you in a conversation",
        ["{0} replies to you in “{1}”"] = "{0} replied to you in “{1}”",
        ["{0} replies to you in a conversation"] = "{0} replied to you in a conversation",
        ["{0} opens “{1}”"] = "{0} opened “{1}”",
        ["{0} writes in “{1}”"] = "{0} posted in “{1}”",
        ["Round {0} of “{1}” is there"] = "New round {0} of “{1}”",
    }.ToFrozenDictionary();

    /// <param name="saysBot">Where no badge can be shown: what a program did says so in a word.</param>
    public async Task<IReadOnlyDictionary<long, Worded>> OfAsync(
        IReadOnlyCollection<Notification> some, Texts texts, bool saysBot, CancellationToken cancel)
    {
        var ids = some.Select(n => n.ById).OfType<long>().Distinct().ToList();
        var people = ids.Count == 0 ? [] : await db.Members.AsNoTracking().Where(m => ids.Contains(m.Id))
            .Select(m => new { m.Id, m.Name, m.IsBot }).ToDictionaryAsync(m => m.Id, m => (m.Name, m.IsBot), cancel);
        return some.ToDictionary(n => n.Id, n =>
        {
            var (name, isBot) = n.ById is { } by ? people.GetValueOrDefault(by, ("", false))
                : ("", n.Key.StartsWith(NotifyOnBots.Keys, StringComparison.Ordinal));
            var shown = saysBot && isBot && name.Length > 0 ? texts["{0} (bot)", name] : name;
            var arguments = n.ReadArguments();
            var text = texts[Former.GetValueOrDefault(n.Text, n.Text), [.. arguments.Select(a => a == Notice.TheirName ? shown : a)]];
            var names = arguments.Contains(Notice.TheirName);
            if (saysBot && isBot && !names)
                text = texts["{0} (by a bot)", text];
            return new Worded(text, isBot, names && name.Length > 0 && text.StartsWith(name, StringComparison.Ordinal) ? name : "");
        });
    }
}
