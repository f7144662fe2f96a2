using System.Security.Cryptography;
using System.Text;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Discussions.Replies;

/// <summary>
/// A text that begins with the command of a bot is for that bot and nobody else's to read: it becomes no reply. A part of
/// <see cref="PostReply"/>, which has asked the gate.
/// </summary>
internal sealed class AskBot(AppDb db, IEnumerable<ITypedCommands> commands)
{
    private const int MaxKey = 64;

    /// <param name="topic"><c>null</c> where nobody has commented yet.</param>
    /// <param name="place">The topic, or what is commented on.</param>
    /// <returns><c>null</c> where it is nobody's command.</returns>
    /// <exception cref="Refused">409: nobody replies there any more; 422: the command wants other options.</exception>
    public async Task<CommandTaken?> RunAsync(
        Topic? topic, Thing place, string? body, long? replyTo, string? key, CancellationToken cancel)
    {
        if (body?.TrimStart() is not ['/', ..] text)
            return null;
        if (topic is not null && await IsShutAsync(topic.Id, cancel))
            return null;
        if (replyTo is { } id)
        {
            if (topic is null || !await db.Set<Reply>().AnyAsync(r => r.Id == id && r.TopicId == topic.Id
                && r.Standing == Standing.Shown && r.DeletedAt == null, cancel))
                return null;
            place = new Thing(Reply.OwnKind, id);
        }
        foreach (var one in commands)
            if (await one.TakeAsync(new TypedCommand(place, null, text, KeyOf(key)), cancel) is { } taken)
                return taken;
        return null;
    }

    /// <summary>Then it is refused as every reply is, which says why.</summary>
    private Task<bool> IsShutAsync(long topic, CancellationToken cancel) => db.Set<Topic>().AnyAsync(t => t.Id == topic
        && (t.DeletedAt != null || db.Set<Closure>().Any(c => c.TopicId == t.Id) || db.Set<TopicArchive>().Any(a => a.TopicId == t.Id)),
        cancel);

    /// <summary>A key for replies may be longer than one for commands.</summary>
    private static string KeyOf(string? key) => string.IsNullOrEmpty(key) ? Guid.NewGuid().ToString("n")
        : key.Length <= MaxKey ? key : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
