using System.CommandLine;
using Guildhall.Files.Moving;
using Guildhall.Files.Settings;
using Guildhall.Files.Storage;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Files;

/// <summary>
/// What people upload for things of other modules: kept on the disk or in a bucket, typed, scaled, served, swept away.
/// </summary>
public sealed class FilesModule : IModule
{
    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<FilesOptions>().BindConfiguration("Guildhall:Files").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DiskFolder>().AddSingleton<Buckets>().AddSingleton<BucketHealth>().AddSingleton<IByteStore, ByteStore>();
        services.AddHealthChecks().AddCheck<BucketCheck>("bucket", tags: ["ready"]);
        services.AddScoped<ChangeBucketSettings>().AddScoped<TestBucket>().AddScoped<CountElsewhere>();
        services.AddScoped<IFilesElsewhere>(s => s.GetRequiredService<CountElsewhere>());
        services.AddScoped<MoveFiles>().AddScoped<AskForMove>().AddWork<MoveAllFiles, MoveFilesInQueue>(MoveFilesInQueue.Options);
        services.AddSingleton<Blobs>().AddSingleton<OneDecoder>().AddSingleton<FileLinks>();
        services.AddScoped<IFiles, FileService>();
        services.AddScoped<Quota>().AddScoped<KeepFile>().AddScoped<KeepPicture>();
        services.AddScoped<FileAudiences>().AddScoped<ServeFile>();
        services.AddClockJob<SweepOwnedFiles>();
    }

    public void MapTables(ModelBuilder model) => model
        .ApplyConfiguration(new OwnedFileMapping())
        .ApplyConfiguration(new PictureFormMapping());

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        FileEndpoint.Map(routes);
        StorageApi.Map(routes);
    }

    public IEnumerable<MenuEntry> Menu => [new("File storage", "/operate/files", "download", MenuPlace.Account, 93, Permissions.Operate)];

    public IEnumerable<Command> Verbs(Cli cli) => [FilesVerb.Of(cli)];
}
