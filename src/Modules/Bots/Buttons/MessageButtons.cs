using Guildhall.Bots.Interactions;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Buttons;

/// <summary>The buttons of bots that work, for chat, which shows them below messages.</summary>
internal sealed class MessageButtons(AppDb db, CommunityScope scope) : IMessageButtons
{
    public async Task<ILookup<long, MessageButton>> OfAsync(IReadOnlyCollection<long> messageIds, CancellationToken cancel = default)
    {
        var rows = messageIds.Count == 0 ? [] : await db.Set<BotButton>().AsNoTracking()
            .Where(b => b.PostKind == "message" && messageIds.Contains(b.PostId)
                && db.Set<Bot>().Any(bot => bot.Id == b.BotId && bot.SuspendedAt == null && bot.DeletedAt == null))
            .OrderBy(b => b.Place).ToListAsync(cancel);
        var slug = scope.Required.Slug;
        return rows.ToLookup(b => b.PostId, b => new MessageButton(
            b.Label, InteractionPaths.Press(slug, b.Id), InteractionPaths.PressApi(slug, b.Id), EnumWords.Of(b.Style)));
    }
}
