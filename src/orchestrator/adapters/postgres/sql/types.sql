CREATE EXTENSION IF NOT EXISTS vector;

-- Ordered: 'public' < 'friends' < 'intimate', so that "may see" is a comparison.
CREATE TYPE layer AS ENUM ('public', 'friends', 'intimate');
