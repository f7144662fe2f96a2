using System.Security.Claims;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Sessions;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Accounts.SignIn;

/// <summary>Who Identity signs in: the member, not the account.</summary>
internal sealed class AccountClaims(AppDb db) : IUserClaimsPrincipalFactory<Account>
{
    public async Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var member = user.Member ?? await db.Members.SingleAsync(m => m.Id == user.MemberId);
        return new ClaimsPrincipal(MemberClaims.Of(
            new MemberFacts(member.Id, member.Name, member.Language, member.TimeZone, member.IsOwner, member.Face),
            IdentityConstants.ApplicationScheme));
    }
}
