using System.Security.Claims;
using Guildhall.Kernel.Contracts.Memberships;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>Who is asking, read from the request's principal. Made once per request.</summary>
public sealed class CurrentMember(IHttpContextAccessor http)
{
    /// <summary>Claim types that sign-in and API tokens set.</summary>
    public const string IdClaim = ClaimTypes.NameIdentifier, NameClaim = ClaimTypes.Name, LanguageClaim = "lang", ZoneClaim = "zone", OwnerClaim = "owner", ScopeClaim = "scope", SessionClaim = "session";

    private ClaimsPrincipal Principal => http.HttpContext?.User ?? new ClaimsPrincipal();

    /// <summary><c>null</c> for a visitor.</summary>
    public long? Id => long.TryParse(Principal.FindFirstValue(IdClaim), out var id) ? id : null;

    public bool IsSignedIn => Id is not null;

    public string Name => Principal.FindFirstValue(NameClaim) ?? "";

    /// <summary>Owner of the installation.</summary>
    public bool IsOwner => Principal.HasClaim(OwnerClaim, "true") && Viewer.Scopes is null;

    public Viewer Viewer
    {
        get
        {
            if (Id is not { } id)
                return Viewer.Visitor;
            var scopes = Principal.FindFirstValue(ScopeClaim);
            return new Viewer(id, scopes?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
        }
    }

    /// <summary>The member's id where the route already demands one.</summary>
    /// <exception cref="Refused">401 when nobody is signed in.</exception>
    public long RequireId() => Id ?? throw new Refused("sign_in_required", 401, "Sign in to go on.");
}
