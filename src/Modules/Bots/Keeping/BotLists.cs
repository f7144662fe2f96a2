using Guildhall.Bots.Commands;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Keeping;

/// <param name="Face">Address of its picture; null without one.</param>
/// <param name="Reads">Name of the tier whose members read as much; null for what visitors read.</param>
/// <param name="Owner">Name of who answers for it.</param>
/// <param name="Webhook">Where interactions are posted; null where it hears of them on its stream.</param>
/// <param name="LastSeenAt">Exact to five minutes; null when it was never here.</param>
public sealed record BotDocument(
    long Id, long Member, string Name, string Handle, string? Face, string About, IReadOnlyList<string> Scopes, string? Reads, string Owner,
    string? Webhook, bool Suspended, DateTime CreatedAt, DateTime? LastSeenAt, IReadOnlyList<CommandDocument> Commands);

/// <summary>The bots of the community, for its team.</summary>
internal sealed class BotLists(AppDb db, Guard guard, IProfiles profiles, IBotMembers members, ITiers tiers)
{
    public async Task<IReadOnlyList<BotDocument>> AllAsync(CancellationToken cancel)
    {
        await guard.RequireAsync(BotsModule.Manage, cancel);
        return await ReadAsync(db.Set<Bot>().Where(b => b.DeletedAt == null && b.OwnerId != null), cancel);
    }

    public async Task<BotDocument> OneAsync(long id, CancellationToken cancel)
    {
        await guard.RequireAsync(BotsModule.Manage, cancel);
        return (await ReadAsync(db.Set<Bot>().Where(b => b.Id == id && b.DeletedAt == null && b.OwnerId != null), cancel)).SingleOrDefault()
            ?? throw Refused.NotFound();
    }

    private async Task<IReadOnlyList<BotDocument>> ReadAsync(IQueryable<Bot> bots, CancellationToken cancel)
    {
        var rows = await bots.AsNoTracking().OrderBy(b => b.Id).Take(MakeBot.Most)
            .Join(db.Members, b => b.MemberId, m => m.Id, (b, m) => new { Bot = b, m.Name, m.Face })
            .Join(db.Members, b => b.Bot.OwnerId, m => m.Id, (b, m) => new { b.Bot, b.Name, b.Face, Owner = m.Name }).ToListAsync(cancel);
        var ids = rows.ConvertAll(r => r.Bot.Id);
        var people = rows.ConvertAll(r => r.Bot.MemberId);
        var said = await profiles.ManyAsync(people, cancel);
        var seen = await members.LastSeenAsync(people, cancel);
        var offers = rows.Count == 0 ? [] : await tiers.ListAsync(db.CommunityId, cancel);
        var commands = (await db.Set<BotCommand>().AsNoTracking().Where(c => ids.Contains(c.BotId)).OrderBy(c => c.Name)
            .ToListAsync(cancel)).ToLookup(c => c.BotId);
        return rows.ConvertAll(r => new BotDocument(
            r.Bot.Id, r.Bot.MemberId, r.Name, said.GetValueOrDefault(r.Bot.MemberId)?.Handle ?? "", r.Face,
            said.GetValueOrDefault(r.Bot.MemberId)?.BioHtml ?? "", r.Bot.ScopeList,
            offers.FirstOrDefault(t => t.TierId == r.Bot.TierId)?.Name, r.Owner, r.Bot.WebhookUrl, r.Bot.SuspendedAt is not null,
            r.Bot.CreatedAt, seen.TryGetValue(r.Bot.MemberId, out var at) ? at : null,
            [.. commands[r.Bot.Id].Select(CommandDocument.Of)]));
    }
}
