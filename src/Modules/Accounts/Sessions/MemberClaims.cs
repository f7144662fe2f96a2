using System.Globalization;
using System.Security.Claims;
using Guildhall.Kernel.Http;

namespace Guildhall.Accounts.Sessions;

/// <summary>The claims that <see cref="CurrentMember"/> reads.</summary>
internal static class MemberClaims
{
    public static ClaimsIdentity Of(MemberFacts member, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, CurrentMember.NameClaim, ClaimTypes.Role);
        identity.AddClaim(new Claim(CurrentMember.IdClaim, member.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(CurrentMember.NameClaim, member.Name));
        identity.AddClaim(new Claim(CurrentMember.LanguageClaim, member.Language));
        identity.AddClaim(new Claim(CurrentMember.ZoneClaim, member.TimeZone));
        if (member.Face is { } face)
            identity.AddClaim(new Claim(CurrentMember.FaceClaim, face));
        if (member.IsOwner)
            identity.AddClaim(new Claim(CurrentMember.OwnerClaim, "true"));
        return identity;
    }
}
