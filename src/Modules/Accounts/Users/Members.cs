using System.Globalization;
using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Registration;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Users;

internal sealed class Members(
    AppDb db, RegisterMember register, UserManager<Account> accounts, SignInManager<Account> signIn, AttemptLimits limits) : IMembers
{
    public Task<long> CreateAsync(NewMember member, CancellationToken cancel = default) => register.RunAsync(member, cancel);

    public Task<IReadOnlyList<Refused>> FaultsAsync(NewMember member, CancellationToken cancel = default) => register.FaultsAsync(member);

    public async Task SignInAsync(long memberId, CancellationToken cancel = default)
    {
        var account = await db.Set<Account>().Include(a => a.Member).SingleAsync(a => a.MemberId == memberId, cancel);
        await signIn.SignInAsync(account, isPersistent: true);
    }

    public async Task<MemberInfo?> FindAsync(string emailOrId, CancellationToken cancel = default)
    {
        if (long.TryParse(emailOrId, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return await Infos(db.Members.Where(m => m.Id == id)).SingleOrDefaultAsync(cancel);
        if (!MemberFields.IsAddress(emailOrId))
            return null;
        var email = accounts.NormalizeEmail(emailOrId);
        return await Infos(db.Members.Where(m => db.Set<Account>().Any(a => a.MemberId == m.Id && a.NormalizedEmail == email)))
            .SingleOrDefaultAsync(cancel);
    }

    public async Task<MemberInfo?> GuessAsync(string email, CancellationToken cancel = default)
    {
        if (!MemberFields.IsAddress(email))
            return null;
        var guess = await limits.GuessAsync(email, cancel);
        if (await FindAsync(email, cancel) is not { } found)
            return null;
        await limits.ForgiveAsync(guess, cancel);
        return found;
    }

    public async Task<IReadOnlyDictionary<long, MemberInfo>> ManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default) =>
        ids.Count == 0 ? new Dictionary<long, MemberInfo>()
        : await Infos(db.Members.Where(m => ids.Contains(m.Id))).ToDictionaryAsync(m => m.Id, cancel);

    private IQueryable<MemberInfo> Infos(IQueryable<Member> members) =>
        from member in members.AsNoTracking()
        join account in db.Set<Account>() on member.Id equals account.MemberId into found
        from account in found.DefaultIfEmpty()
        select new MemberInfo(member.Id, member.Name, account.Email ?? "", member.IsOwner, member.CreatedAt);
}
