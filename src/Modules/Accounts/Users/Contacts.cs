using Guildhall.Accounts.Credentials;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.Users;

internal sealed class Contacts(AppDb db) : IContacts
{
    public async Task<IReadOnlyDictionary<long, Contact>> ManyAsync(
        IReadOnlyCollection<long> memberIds, CancellationToken cancel = default) =>
        await db.Set<Account>().AsNoTracking().Where(a => memberIds.Contains(a.MemberId))
            .Select(a => new Contact(a.MemberId, a.Member.Name, a.Email!, a.EmailConfirmed, a.Member.Language, a.Member.TimeZone))
            .ToDictionaryAsync(c => c.MemberId, cancel);
}
