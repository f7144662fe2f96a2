using Guildhall.Bots.Commands;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Keeping;

/// <summary>What the team does with a bot. Whatever takes its rights ends its token, and with it its stream, within five seconds.</summary>
internal sealed class ArrangeBots(
    AppDb db, Guard guard, IBotMembers members, IGrants grants, BotSecrets secrets, TimeProvider time)
{
    public async Task ChangeAsync(long id, string? name, string? about, CancellationToken cancel)
    {
        var (bot, _) = await RequireAsync(id, cancel);
        await members.ChangeAsync(bot.MemberId, name, about, cancel);
    }

    public async Task ShowAsync(long id, Stream picture, CancellationToken cancel)
    {
        var (bot, _) = await RequireAsync(id, cancel);
        await members.ShowAsync(bot.MemberId, picture, cancel);
    }

    /// <returns>The new token, which is shown this once; those before it work no longer.</returns>
    public async Task<string> RotateTokenAsync(long id, CancellationToken cancel)
    {
        var (bot, _) = await RequireAsync(id, cancel);
        if (!bot.IsActive)
            throw new Refused("bot_suspended", 409, "This bot is suspended. Resume it first.");
        return await members.RotateTokenAsync(bot.MemberId, bot.ScopeList, cancel);
    }

    public async Task RevokeTokenAsync(long id, CancellationToken cancel)
    {
        var (bot, _) = await RequireAsync(id, cancel);
        await members.RevokeTokensAsync(bot.MemberId, cancel);
    }

    /// <param name="typed">Empty: it hears of interactions on its stream.</param>
    /// <returns>The secret of the signatures, which is shown this once; <c>null</c> without an address.</returns>
    public async Task<string?> HearAtAsync(long id, string? typed, CancellationToken cancel)
    {
        var (bot, _) = await RequireAsync(id, cancel);
        var url = BotEndpoint.Check(typed);
        var secret = url is null ? null : WebhookSignature.NewSecret();
        bot.HearAt(url, secret is null ? null : secrets.Close(secret));
        await db.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>It keeps its name, its commands and what it said, and does nothing until it is let go on and has a new token.</summary>
    public async Task SuspendAsync(long id, bool on, CancellationToken cancel)
    {
        var (bot, _) = await RequireAsync(id, cancel);
        if (on)
            bot.Suspend(time.GetUtcNow().UtcDateTime);
        else
            bot.Resume();
        await db.SaveChangesAsync(cancel);
        if (on)
            await members.RevokeTokensAsync(bot.MemberId, cancel);
    }

    /// <summary>For good. What it said stays, with its name.</summary>
    public async Task DeleteAsync(long id, CancellationToken cancel)
    {
        var (bot, by) = await RequireAsync(id, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            bot.Delete(now);
            await db.Set<BotCommand>().Where(c => c.BotId == id).ExecuteDeleteAsync(cancel);
            await grants.RevokeAsync(bot.CommunityId, bot.Thing, "The bot was deleted", bot.Thing, by, now, cancel);
            // A paid tier brings the free one with it.
            await grants.RevokeAsync(bot.CommunityId, new Thing("join", bot.MemberId), "The bot was deleted", bot.Thing, by, now, cancel);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        await members.RevokeTokensAsync(bot.MemberId, cancel);
    }

    private async Task<(Bot Bot, long By)> RequireAsync(long id, CancellationToken cancel)
    {
        var by = await guard.RequireAsync(BotsModule.Manage, cancel);
        var bot = await db.Set<Bot>().SingleOrDefaultAsync(b => b.Id == id && b.DeletedAt == null && b.OwnerId != null, cancel);
        return (bot ?? throw Refused.NotFound(), by);
    }
}
