using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.OwnData;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Accounts.Forgetting;

/// <summary>
/// Deletes the accounts whose grace is over: first what modules do by themselves, in each community and outside; then the rows that go;
/// at last the account, and the name. What was interrupted is done once more from its beginning.
/// </summary>
internal sealed class ForgetMembers(
    AppDb db, ICommunities communities, IServiceScopeFactory scopes, IEnumerable<Forgotten> tables, PreviewForgetting preview,
    TimeProvider time) : IClockJob
{
    public static ClockTime At => ClockTime.OfInstallation("25 * * * *");

    public async Task RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.Set<AccountDeletion>().AsNoTracking().Where(d => d.DueAt <= now && d.DoneAt == null)
            .OrderBy(d => d.DueAt).ToListAsync(cancel);
        foreach (var one in due)
            if (one.BegunAt is not null || await BeginAsync(one.MemberId, now, cancel))
                await ForgetAsync(one, cancel);
    }

    /// <summary>
    /// What kept them from asking may be so by now: of two owners who asked in one week the second is the last one. Then it waits until
    /// that has changed.
    /// </summary>
    /// <returns>Whether it begins; not where somebody has signed in at this moment.</returns>
    private async Task<bool> BeginAsync(long memberId, DateTime now, CancellationToken cancel) =>
        !(await preview.NotesAsync(memberId, cancel)).Any(n => n.Forbids)
        && await db.WriteAsync(() => db.Set<AccountDeletion>().Where(d => d.MemberId == memberId && d.BegunAt == null)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.BegunAt, now), cancel), cancel) > 0;

    private async Task ForgetAsync(AccountDeletion one, CancellationToken cancel)
    {
        var member = await db.Members.AsNoTracking().Where(m => m.Id == one.MemberId).Select(m => new ForgottenMember(m.Id, m.Name,
            db.Set<Account>().Where(a => a.MemberId == m.Id).Select(a => a.Email).FirstOrDefault() ?? "", one.TakesPosts))
            .SingleAsync(cancel);
        foreach (var community in await communities.ListAsync(cancel))
            await EachAsync(community, module => module.ForgetInAsync(member, cancel));
        await EachAsync(null, module => module.ForgetAsync(member, cancel));
        await DeleteRowsAsync(member.Id, cancel);
        await EndAsync(member, cancel);
    }

    /// <summary>In a scope of its own for each community: what is read there is of that one.</summary>
    private async Task EachAsync(CommunityInfo? community, Func<IForget, Task> forget)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (community is not null)
            scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(community);
        foreach (var module in scope.ServiceProvider.GetServices<IForget>())
            await forget(module);
    }

    private async Task DeleteRowsAsync(long memberId, CancellationToken cancel)
    {
        var gone = tables.Where(t => t.Fate == Fate.Gone && t.Entity != typeof(Account)).Select(t => t.Entity).ToHashSet();
        foreach (var entity in InOrder(db.Model, gone))
            if (OwnTables.Of(db.Model, entity) is { } table)
                await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(table.Deleting, [memberId], cancel), cancel);
    }

    /// <summary>Whatever points to others goes before them.</summary>
    internal static IEnumerable<Type> InOrder(IModel model, IReadOnlySet<Type> all)
    {
        var left = all.ToHashSet();
        while (left.Count > 0)
        {
            var free = left.Where(e => !left.Any(other => other != e && model.FindEntityType(other)!.GetForeignKeys()
                .Any(k => k.PrincipalEntityType.ClrType == e))).OrderBy(e => e.Name, StringComparer.Ordinal).ToList();
            if (free.Count == 0)
                throw new InvalidOperationException($"These tables point to each other: {string.Join(", ", left)}");
            foreach (var entity in free)
                yield return entity;
            left.ExceptWith(free);
        }
    }

    private async Task EndAsync(ForgottenMember forgotten, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Member, forgotten.Id, cancel);
        db.ChangeTracker.Clear();
        await db.Set<Account>().Where(a => a.MemberId == forgotten.Id).ExecuteDeleteAsync(cancel);
        var member = await db.Members.SingleAsync(m => m.Id == forgotten.Id, cancel);
        member.Forget(member.Language == "zh" ? "已注销成员" : "Deleted member", now);
        (await db.Set<AccountDeletion>().SingleAsync(d => d.MemberId == forgotten.Id, cancel)).Done(now);
        db.Publish(() => new MemberForgotten(forgotten.Id));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
