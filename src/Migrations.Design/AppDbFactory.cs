using System.Reflection;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Guildhall.Migrations.Design;

/// <summary>Gives dotnet-ef the model of all modules on the database that bin/migrate names; nothing is connected to.</summary>
internal sealed class AppDbFactory : IDesignTimeDbContextFactory<AppDb>
{
    public AppDb CreateDbContext(string[] args)
    {
        var database = args switch
        {
            ["Sqlite"] => DatabaseChoice.Parse(null, Path.GetTempPath()),
            ["Postgres"] => DatabaseChoice.Parse("Host=localhost;Database=design", ""),
            _ => throw new ArgumentException("Say Sqlite or Postgres after --, or run bin/migrate."),
        };
        var options = new DbContextOptionsBuilder<AppDb>();
        database.Configure(options);
        return new AppDb(options.Options, Modules(), new CommunityScope(), new WriteQueue(oneAtATime: false), TimeProvider.System, new ActivitySignal());
    }

    private static ModuleCatalogue Modules() => new(
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(AppDbFactory).Assembly.Location)!, "Guildhall.*.dll")
            .Order(StringComparer.Ordinal)
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .Where(type => type.IsAssignableTo(typeof(IModule)) && type is { IsAbstract: false, IsInterface: false })
            .Select(type => (IModule)Activator.CreateInstance(type, nonPublic: true)!),
    ]);
}
