-- What is found by its words stands in order of its day without a look into the articles, whose texts lie in between.
ALTER TABLE searched ADD COLUMN published TEXT;
UPDATE searched SET published = (SELECT published FROM articles a WHERE a.id = searched.article);

-- Who keeps a copy of what encounters are counted by is told too when one comes to belong to another trip.
CREATE TRIGGER changes_move AFTER UPDATE OF trip ON encounters WHEN NEW.trip IS NOT OLD.trip
    BEGIN INSERT OR REPLACE INTO changes (id, gone) VALUES (NEW.id, 0); END;
