using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Profiles;
using Guildhall.Accounts.Sessions;
using Guildhall.Accounts.Settings;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Bots;

/// <summary>Members without an account: there is nothing with which anybody could sign in as one.</summary>
internal sealed class BotMembers(
    AppDb db, ChangePublicProfile profiles, ChangeFace faces, RevokeTokens revoke, ShortMemory<TokenFacts> memory,
    TimeProvider time) : IBotMembers
{
    private const string TokenName = "bot";

    public async Task<long> CreateAsync(NewBotMember bot, CancellationToken cancel = default)
    {
        var name = MemberFields.Name(bot.Name);
        if (string.IsNullOrWhiteSpace(bot.Handle))
            throw Refused.AtField("handle", "handle_missing", "Choose a handle first: it becomes your page's address.");
        Handle.Check(bot.Handle);
        var member = Member.CreateBot(
            name, MemberFields.Language(bot.Language), MemberFields.TimeZone(bot.TimeZone), time.GetUtcNow().UtcDateTime);
        if (db.IsInTransaction)
        {
            await SaveAsync(member, bot, cancel);
            return member.Id;
        }
        await using var transaction = await db.BeginWriteAsync(cancel);
        await SaveAsync(member, bot, cancel);
        await transaction.CommitAsync(cancel);
        return member.Id;
    }

    public async Task ChangeAsync(long memberId, string? name, string? about, CancellationToken cancel = default)
    {
        var called = MemberFields.Name(name);
        await using var transaction = await db.BeginWriteAsync(cancel);
        var bot = await FindAsync(memberId, cancel);
        if (bot.Name != called)
        {
            bot.Rename(called);
            db.Publish(() => new AppearanceChanged(memberId, null));
        }
        await profiles.RunAsync(memberId, new WantedProfile(Bio: about ?? ""), cancel);
        await transaction.CommitAsync(cancel);
        memory.Forget(t => t.Member.Id == memberId);
    }

    public async Task<string> AboutAsync(long memberId, CancellationToken cancel = default) =>
        (await db.Set<MemberProfile>().AsNoTracking().SingleOrDefaultAsync(p => p.MemberId == memberId, cancel))?.Bio ?? "";

    public Task ShowAsync(long memberId, Stream picture, CancellationToken cancel = default) => faces.RunAsync(memberId, picture, cancel);

    public async Task<string> RotateTokenAsync(long memberId, IReadOnlyCollection<string> scopes, CancellationToken cancel = default)
    {
        await FindAsync(memberId, cancel);
        await revoke.AllAsync(memberId, cancel);
        var (token, key) = ApiToken.Issue(memberId, TokenName, scopes, null, time.GetUtcNow().UtcDateTime);
        db.Add(token);
        await db.SaveChangesAsync(cancel);
        return key;
    }

    public Task RevokeTokensAsync(long memberId, CancellationToken cancel = default) => revoke.AllAsync(memberId, cancel);

    public async Task<IReadOnlyDictionary<long, DateTime>> LastSeenAsync(
        IReadOnlyCollection<long> memberIds, CancellationToken cancel = default) =>
        await db.Set<ApiToken>().AsNoTracking().Where(t => memberIds.Contains(t.MemberId) && t.LastUsedAt != null)
            .GroupBy(t => t.MemberId).Select(g => new { g.Key, At = g.Max(t => t.LastUsedAt)!.Value })
            .ToDictionaryAsync(g => g.Key, g => g.At, cancel);

    private async Task SaveAsync(Member member, NewBotMember bot, CancellationToken cancel)
    {
        db.Add(member);
        await db.SaveChangesAsync(cancel);
        db.Publish(() => new BotRegistered(member.Id, null));
        // A bot is nobody in private: everyone may see what it is. It is not on the wall of members.
        await profiles.RunAsync(member.Id, new WantedProfile(bot.Handle, bot.About ?? "", Shown: true, Listed: false), cancel);
    }

    private async Task<Member> FindAsync(long memberId, CancellationToken cancel) =>
        await db.Members.SingleOrDefaultAsync(m => m.Id == memberId && m.IsBot, cancel)
        ?? throw new InvalidOperationException($"Member {memberId} is no bot.");
}
