using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Guildhall.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CleanPictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_stored_files_community_id_sha256",
                table: "stored_files");

            migrationBuilder.AddColumn<int>(
                name: "clean_version",
                table: "stored_files",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "source_sha256",
                table: "stored_files",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_stored_files_community_id_sha256",
                table: "stored_files",
                columns: new[] { "community_id", "sha256" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_stored_files_community_id_sha256",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "clean_version",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "source_sha256",
                table: "stored_files");

            migrationBuilder.CreateIndex(
                name: "IX_stored_files_community_id_sha256",
                table: "stored_files",
                columns: new[] { "community_id", "sha256" },
                unique: true);
        }
    }
}
