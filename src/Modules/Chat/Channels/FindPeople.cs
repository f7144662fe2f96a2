using Guildhall.Chat.Messages;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Chat.Channels;

/// <summary>People who can be named in a channel: those of a conversation, else those who wrote there last. Only what their profiles
/// show to
/// everybody is told.</summary>
internal sealed class FindPeople(AppDb db, ChannelGate gate, IProfiles profiles)
{
    private const int Shown = 8, Recent = 400;

    public async Task<IReadOnlyList<Profile>> RunAsync(long channelId, string? begin, CancellationToken cancel)
    {
        var channel = await gate.RequireReadAsync(channelId, cancel);
        List<long> people = channel.IsOfSpace
            ? [.. (await db.Set<Message>().AsNoTracking().Where(m => m.ChannelId == channelId && m.Number != null)
                .OrderByDescending(m => m.Change).Take(Recent).Select(m => m.AuthorId).ToListAsync(cancel)).Distinct()]
            : await db.Set<ChannelPerson>().Where(p => p.ChannelId == channelId).Select(p => p.MemberId).ToListAsync(cancel);
        var known = await profiles.ManyAsync(people, cancel);
        var typed = (begin ?? "").Trim();
        return [.. people.Select(p => known.GetValueOrDefault(p)).OfType<Profile>()
            .Where(p => p.IsShown && (p.Handle.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
                || p.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
            .Take(Shown)];
    }
}
