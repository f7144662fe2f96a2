using System.CommandLine;
using Guildhall.Kernel.Contracts.Communities;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Http;

/// <summary>A module's table of contents: read it to know what the module does.</summary>
public interface IModule
{
    /// <summary>Services, handlers, recurring jobs.</summary>
    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>
    /// The mappings that stand at the foot of the entities. Said by name: looking for them would load every type of the module at each
    /// start.
    /// </summary>
    void MapTables(ModelBuilder model) { }

    /// <summary>JSON endpoints and those that are not pages. Pages are found by their route.</summary>
    void MapEndpoints(IEndpointRouteBuilder routes) { }

    IEnumerable<MenuEntry> Menu => [];

    /// <summary>What its routes and operations ask of roles. Each is a policy of that name.</summary>
    IEnumerable<PermissionInfo> Permissions => [];

    /// <summary>What its API routes ask of tokens.</summary>
    IEnumerable<TokenScope> TokenScopes => [];

    /// <summary>
    /// What its pages need from other origins or from the browser; asked at the start and at each <see cref="PagePolicies.Recompose"/>.
    /// </summary>
    /// <param name="services">For sources that options or settings name.</param>
    IEnumerable<PageSources> ContentSources(IServiceProvider services) => [];

    /// <summary>Verbs of the command line.</summary>
    IEnumerable<Command> Verbs(Cli cli) => [];
}

/// <summary>All modules of this program, in the order in which Web lists them.</summary>
public sealed record ModuleCatalogue(IReadOnlyList<IModule> Modules)
{
    /// <summary>The permissions and token scopes that the modules declare.</summary>
    public PermissionCatalogue Permissions { get; } = new(Modules);

    /// <summary>The modules' assemblies and Kernel's own.</summary>
    public IReadOnlyList<System.Reflection.Assembly> Assemblies { get; } =
        [typeof(IModule).Assembly, .. Modules.Select(m => m.GetType().Assembly).Distinct()];
}
