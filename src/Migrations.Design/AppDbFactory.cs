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
        return new AppDb(options.Options, Web.Modules.All, new CommunityScope(), new WriteQueue(oneAtATime: false), TimeProvider.System,
            Wakening.Nobody);
    }
}
