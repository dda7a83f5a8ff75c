-- Database `ioc` with three roles: ioc_owner makes and fills tables, ioc_web serves, ioc_reader is for others.
-- PostgreSQL 15 or newer. Run as a superuser; running it again changes nothing:
--     sudo -u postgres psql -v ON_ERROR_STOP=1 -f roles.sql
-- Then give each role its password with \password ioc_owner, \password ioc_web and \password ioc_reader.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ioc_owner') THEN
        CREATE ROLE ioc_owner LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ioc_web') THEN
        CREATE ROLE ioc_web LOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ioc_reader') THEN
        CREATE ROLE ioc_reader LOGIN;
    END IF;
END
$$;

SELECT 'CREATE DATABASE ioc OWNER ioc_owner ENCODING ''UTF8'' LOCALE ''C.UTF-8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'ioc')
\gexec

REVOKE ALL ON DATABASE ioc FROM PUBLIC;
GRANT CONNECT ON DATABASE ioc TO ioc_web, ioc_reader;

\connect ioc

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO ioc_owner;
GRANT USAGE ON SCHEMA public TO ioc_web, ioc_reader;

-- What is there, and what later migrations will make.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO ioc_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE ioc_owner IN SCHEMA public GRANT SELECT ON TABLES TO ioc_reader;

-- The service writes rows (sign-ins, the log, playlists, what a secretary publishes), never tables.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ioc_web;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ioc_web;
ALTER DEFAULT PRIVILEGES FOR ROLE ioc_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ioc_web;
ALTER DEFAULT PRIVILEGES FOR ROLE ioc_owner IN SCHEMA public GRANT USAGE ON SEQUENCES TO ioc_web;
ALTER ROLE ioc_web IN DATABASE ioc SET statement_timeout = '120s';
ALTER ROLE ioc_web IN DATABASE ioc SET idle_in_transaction_session_timeout = '30s';

-- A page answers in milliseconds from aggregate tables: what takes longer is a fault, and must not pile up.
ALTER ROLE ioc_reader IN DATABASE ioc SET default_transaction_read_only = on;
ALTER ROLE ioc_reader IN DATABASE ioc SET statement_timeout = '15s';
ALTER ROLE ioc_reader IN DATABASE ioc SET idle_in_transaction_session_timeout = '30s';
