using System.Globalization;
using System.Reflection;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Communities.Demo;

/// <summary>
/// Brings a channel in which members talk. It lies in a folder beside this file: a line of what it is about, then messages that begin with
/// "=== author minutes", or "=== author minutes number" in the thread of that message.
/// </summary>
internal sealed class DemoChat(IChat chat, ICommunities communities, TimeProvider time)
{
    private const string Mark = "=== ";

    public async Task RunAsync(string language, long communityId, IReadOnlyDictionary<string, long> people, long by,
        CancellationToken cancel)
    {
        var isChinese = language == "zh";
        var space = await communities.EnsureSpaceAsync(communityId, "lounge", isChinese ? "聊天" : "Chat", SpaceKind.Chat, cancel: cancel);
        var parts = Read(language);
        var general = await chat.EnsureChannelAsync(communityId, space, isChinese ? "日常" : "general", parts[0].Trim(), by, cancel);
        await chat.EnsureChannelAsync(communityId, space, isChinese ? "招聘" : "jobs", "", by, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var said = new List<long>();
        foreach (var (part, index) in parts.Skip(1).Select((p, i) => (p, i)))
        {
            var (head, text) = (part[..part.IndexOf('\n')].Split(' '), part[part.IndexOf('\n')..].Trim());
            var thread = head.Length > 2 ? said[int.Parse(head[2], CultureInfo.InvariantCulture) - 1] : (long?)null;
            said.Add(await chat.SayAsync(new NewMessage(communityId, general, people[head[0]], text, thread,
                string.Create(CultureInfo.InvariantCulture, $"demo-{index}"),
                now.AddMinutes(-int.Parse(head[1], CultureInfo.InvariantCulture))), cancel));
        }
    }

    private static string[] Read(string language)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"Demo/{language}-chat/general.md")!);
        return ("\n" + reader.ReadToEnd().ReplaceLineEndings("\n")).Split("\n" + Mark);
    }
}
