using System.ComponentModel;

namespace Guildhall.Kernel.Http;

/// <summary>
/// What a role may do, declared by the module that guards it (<see cref="IModule.Permissions"/>); also the name of a policy.
/// </summary>
/// <param name="Name">E.g. "content.write"; stored with roles, so it is never renamed.</param>
/// <param name="Text">What it is called among people, as in "may …": a text key.</param>
public sealed record PermissionInfo(string Name, [Localizable(true)] string Text)
{
    /// <summary>The roles that carry it where nobody changed them, beside the owner's.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Of an API token, any of these allows it; empty closes it to tokens.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Whether it belongs to the owner of the installation and to no role of a community.</summary>
    public bool OfInstallation { get; init; }

    /// <summary>Whether no other role than the owner's can carry it: with it, one could give oneself everything.</summary>
    public bool OwnersOnly { get; init; }

    /// <summary>Whether the owner's role cannot lose it.</summary>
    public bool OwnersNeed { get; init; }
}

/// <summary>What an API token can be limited to, declared by the module whose routes ask for it.</summary>
/// <param name="Text">What it allows, in a person's words: a text key.</param>
public sealed record TokenScope(string Name, [Localizable(true)] string Text);

/// <summary>The permissions and token scopes of all modules.</summary>
public sealed class PermissionCatalogue
{
    /// <summary>Knows nothing, so that nothing is allowed.</summary>
    public static readonly PermissionCatalogue None = new([]);

    private readonly Dictionary<string, PermissionInfo> _byName;

    /// <exception cref="ArgumentException">Two modules declare the same name.</exception>
    public PermissionCatalogue(IReadOnlyList<IModule> modules)
    {
        All = [.. modules.SelectMany(m => m.Permissions)];
        Scopes = [.. modules.SelectMany(m => m.TokenScopes)];
        _byName = All.ToDictionary(p => p.Name, StringComparer.Ordinal);
        _ = Scopes.ToDictionary(s => s.Name, StringComparer.Ordinal);
    }

    /// <summary>In the order of the modules.</summary>
    public IReadOnlyList<PermissionInfo> All { get; }

    /// <summary>In the order of the modules.</summary>
    public IReadOnlyList<TokenScope> Scopes { get; }

    /// <summary><c>null</c> for a name that no module declares.</summary>
    public PermissionInfo? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether a token with these scopes may use the permission; <c>null</c> for a browser session, which has all.</summary>
    public bool Allows(IReadOnlySet<string>? scopes, string permission) =>
        scopes is null || Find(permission)?.Scopes.Any(scopes.Contains) == true;
}
