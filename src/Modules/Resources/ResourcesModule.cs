using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Resources;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Resources.Library;
using Guildhall.Resources.Publishing;
using Guildhall.Resources.Reading;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Resources;

/// <summary>Libraries of files: what members and authors put there for others to download.</summary>
public sealed class ResourcesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddForgetting(services);
        services.AddSpaceKind<ResourcesView>(
            SpaceKind.Resources, "Library", "Files to download, with licence, versions and checksums.", membersPost: true,
            write: "/c/{community}/resources/new?space={space}");
        services.AddScoped<ResourceLists>().AddScoped<ReadResource>().AddScoped<DownloadResource>();
        services.AddScoped<CountDownload>().AddSingleton<DownloadersToday>();
        services.AddScoped<Posters>().AddScoped<ResourceVersions>();
        services.AddScoped<PublishResource>().AddScoped<ReviseResource>().AddScoped<WithdrawResource>();
        services.AddScoped<IFileOwner, ResourceFiles>().AddScoped<IResources, BringResource>();
        services.AddScoped<IOwnThings, ResourceThings>();
        services.AddHandler<IndexResources>(Start.Beginning);
    }

    private static void AddForgetting(IServiceCollection services)
    {
        services.Forget(Leaving.Works).Stays<Resource>(Leaving.OthersRely);
        services.Forget(Leaving.Traces).Gone<Download>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new DownloadMapping())
        .ApplyConfiguration(new ResourceMapping())
        .ApplyConfiguration(new ResourceVersionMapping());

    /// <summary>What is played on a resource's own page comes from this site.</summary>
    public IEnumerable<PageSources> ContentSources(IServiceProvider services) =>
        [new("/c/{community}/resources/{id:long}") { Media = [PageSources.Self] }];

    public void MapEndpoints(IEndpointRouteBuilder routes) => Api.Map(routes);
}
