using System.CommandLine;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Guildhall.App.Tests.Pipeline;

/// <summary>A module that does nothing but declare what pages need.</summary>
internal sealed class AskingModule(params PageSources[] sources) : IModule
{
    public IReadOnlyList<PageSources> Sources { get; set; } = sources;

    public void AddServices(IServiceCollection services, IConfiguration configuration) { }

    public IEnumerable<PageSources> ContentSources(IServiceProvider services) => Sources;

    public IEnumerable<Command> Verbs(Cli cli) => [];
}

/// <summary>The program with that module beside its own.</summary>
public sealed class AskingApp : GuildhallApp
{
    internal const string Articles = "/c/{community}/articles/{slug}", Spaces = "/c/{community}/s/{space}";

    internal AskingModule Module { get; } = new(Usual);

    internal static PageSources[] Usual =>
    [
        new(Articles)
        {
            Frames = ["https://player.example.org"],
            FrameAncestors = ["https://partner.example.org"],
            Media = [PageSources.Self, PageSources.Blob],
            Workers = [PageSources.Blob],
            Microphone = [PageSources.Self],
            Fullscreen = [PageSources.Self, "https://player.example.org"],
        },
        new(Articles) { Frames = ["https://player.example.org", "https://film.example.net:8443/"], OpensPopups = true },
        new(Spaces)
        {
            FormTargets = ["http://127.0.0.1:5099"],
            FrameAncestors = [PageSources.Self],
            Connections = ["https://api.example.org"],
            Camera = ["https://room.example.org"],
        },
    ];

    protected override void Arrange(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton(new ModuleCatalogue([.. Guildhall.Web.Modules.All.Modules, Module])));
}
