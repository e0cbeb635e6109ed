using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DispatchMap.Web.Storage;

/// <summary>What is wrong with a database, in words for an admin: never a driver's own, which may quote a connection string.</summary>
internal static class DatabaseFaults
{
    public static string Describe(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException!)
        {
            if (Known(cause) is { } words)
                return words;
        }

        return $"The database failed in a way that nobody foresaw ({fault.GetType().Name}).";
    }

    private static string? Known(Exception cause) => cause switch
    {
        SqliteException sqlite => Sqlite(sqlite.SqliteErrorCode),
        PostgresException server => PostgreSql(server.SqlState),
        NpgsqlException { InnerException: null or SocketException or TimeoutException or IOException } =>
            "The database server cannot be reached.",
        UnauthorizedAccessException => "The folder of the database file may not be written to.",
        IOException => "The folder of the database file cannot be used.",
        TimeoutException => "The database did not answer in time.",
        _ => null,
    };

    /// <summary>By SQLite's primary result code.</summary>
    private static string Sqlite(int code) => code switch
    {
        5 or 6 => "The database file is locked by another process.",
        8 => "The database file is read-only.",
        10 => "The database file could not be read or written.",
        11 or 26 => "The database file is damaged. Stop the program, move the file away and start again: a new one is made.",
        13 => "The disk of the database file is full.",
        14 => "The database file cannot be opened.",
        _ => $"The database failed (SQLite code {code}).",
    };

    private static string PostgreSql(string state) => state switch
    {
        "28P01" or "28000" => "The database server refuses the user or the password.",
        "3D000" => "The database does not exist on the server, and may not be created.",
        "42501" => "The database user lacks a right that DispatchMap needs.",
        "53100" => "The disk of the database server is full.",
        "53300" => "The database server has no connection to spare.",
        "57P01" or "57P02" or "57P03" => "The database server is starting or stopping.",
        _ => $"The database server refuses (SQLSTATE {state}).",
    };
}
