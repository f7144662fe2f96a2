using System.Security.Claims;
using Guildhall.Kernel.Contracts.Memberships;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Http;

/// <summary>Who is asking, read from the request's principal. Made once per request.</summary>
public sealed class CurrentMember(IHttpContextAccessor http)
{
    /// <summary>Claim types that sign-in and API tokens set.</summary>
    public const string IdClaim = ClaimTypes.NameIdentifier, NameClaim = ClaimTypes.Name, LanguageClaim = "lang", ZoneClaim = "zone",
        OwnerClaim = "owner", ScopeClaim = "scope", SessionClaim = "session", FaceClaim = "face",
        BotClaim = "bot";

    private ClaimsPrincipal? _read;
    private bool _entered;
    private Viewer _viewer = Viewer.Visitor;

    /// <summary>A claim of who asks; <c>null</c> when there is none.</summary>
    public string? Claim(string type) => http.HttpContext?.User.FindFirstValue(type);

    /// <summary><c>null</c> for a visitor.</summary>
    public long? Id => Viewer.MemberId;

    public bool IsSignedIn => Id is not null;

    public string Name => Claim(NameClaim) ?? "";

    /// <summary>Address of the member's picture; <c>null</c> without one.</summary>
    public string? Face => Claim(FaceClaim);

    /// <summary>Owner of the installation.</summary>
    public bool IsOwner => Claim(OwnerClaim) == "true" && Viewer.Scopes is null;

    /// <summary>A program that is a member, by its own token.</summary>
    public bool IsBot => Claim(BotClaim) == "true";

    /// <summary>Read once, and again when authentication has put another principal into the request.</summary>
    public Viewer Viewer
    {
        get
        {
            var principal = http.HttpContext?.User;
            if (_entered || ReferenceEquals(principal, _read))
                return _viewer;
            _read = principal;
            _viewer = long.TryParse(Claim(IdClaim), out var id)
                ? new Viewer(id, Claim(ScopeClaim)?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet())
                : Viewer.Visitor;
            return _viewer;
        }
    }

    /// <summary>For transports without a request of the member's own: bots, chat commands and workers say for whom they act.</summary>
    /// <exception cref="InvalidOperationException">There is a request, which says itself who asks.</exception>
    public void Enter(Viewer viewer)
    {
        if (http.HttpContext is not null)
            throw new InvalidOperationException("A request says itself who asks.");
        (_viewer, _entered) = (viewer, true);
    }

    /// <summary>The member's id where the route already demands one.</summary>
    /// <exception cref="Refused">401 when nobody is signed in.</exception>
    public long RequireId() => Id ?? throw new Refused("sign_in_required", 401, "Sign in to continue.");
}
