using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Files;

/// <summary>What people upload for things of other modules: kept, typed, scaled, served, swept away.</summary>
public sealed class FilesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().BindConfiguration("Guildhall:Files").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Blobs>().AddSingleton<OneDecoder>().AddSingleton<FileLinks>();
        services.AddScoped<IFiles, FileService>();
        services.AddScoped<Quota>().AddScoped<KeepFile>().AddScoped<KeepPicture>();
        services.AddScoped<FileAudiences>().AddScoped<ServeFile>();
        services.AddClockJob<SweepOwnedFiles>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new OwnedFileMapping())
        .ApplyConfiguration(new PictureFormMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes) => FileEndpoint.Map(routes);
}
