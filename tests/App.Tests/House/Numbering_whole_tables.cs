using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Guildhall.App.Tests.House;

/// <summary>The rule itself stands in <see cref="NumberedTables"/> and is asked of every query that any test makes.</summary>
public class Numbering_whole_tables(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    [Fact]
    public async Task A_row_of_several_columns_by_First_is_refused() => await Assert.ThrowsAsync<InvalidOperationException>(() =>
        app.WithAsync<AppDb>(db => db.Members.Select(m => new
        {
            m.Id,
            Same = db.Members.Where(o => o.Name == m.Name).Select(o => new { o.Id, o.Face }).FirstOrDefault(),
        }).ToListAsync()));

    [Fact]
    public Task One_column_by_First_and_a_join_are_not() => app.WithAsync<AppDb>(db => db.Members
        .LeftJoin(db.Members, m => m.Id, o => o.Id, (m, o) => new
        {
            m.Id, o!.Face,
            Name = db.Members.Where(x => x.Id == m.Id).Select(x => x.Name).First(),
        }).ToListAsync());
}
